package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * One of several distributions of one family, chosen by the probabilities softmax(logits); its gradients are by score
 * function.
 *
 * <p>log p(x) = log(sum over k of exp(log softmax(logits)_k + log p_k(x))). The components lie along the last axis of the
 * batch shape of {@link #components}; the support is the union of theirs. There is a mean and a variance, and a distribution
 * function, if the components have them.
 */
public interface MixtureSameFamily extends Distribution {
    /** {@return the logits [..., K] of K components; their leading axes broadcast with those of the components} */
    Tensor logits();

    /** {@return the distributions that are mixed, K of them along the last axis of their batch shape} */
    Distribution components();

    /**
     * {@return a mixture}
     *
     * @param logits [..., K]; they need not be normalised
     * @param components of batch shape [..., K], with all axes of the mixture's batch
     * @throws IllegalArgumentException if these shapes do not fit each other
     */
    static MixtureSameFamily of(Tensor logits, Distribution components) {
        return MixtureParts.CAPABILITIES.combination(components, new MixtureParts(logits, components));
    }

    @Override
    default Shape batchShape() {
        return joint().without(-1);
    }

    /** The batch's shape and the axis of components. */
    private Shape joint() {
        return logits().shape().broadcast(components().batchShape());
    }

    @Override
    default Shape eventShape() {
        return components().eventShape();
    }

    @Override
    default Support support() {
        Support each = components().support();
        boolean same = each instanceof Numbers || each instanceof Support.Events;
        return same ? each : new Support.Union(each, eventShape().rank());
    }

    /** All components draw, and the choice of one is shown. */
    @Override
    default Tensor sample(RandomStream random, Shape sampleShape) {
        Tensor choice = new Categorical(logits().detach().broadcastTo(joint())).sample(random, sampleShape);
        Shape repeated =
                joint().prefix(joint().rank() - components().batchShape().rank());
        Tensor draws = components().sample(random, sampleShape.concat(repeated));
        Tensor chosen = choice.oneHot(joint().dim(-1));
        Shape spread = chosen.shape().concat(Scores.ones(eventShape().rank()));
        return chosen.reshape(spread)
                .where(draws, draws.constant(0))
                .sum(-1 - eventShape().rank());
    }

    @Override
    default Tensor logProb(Tensor value) {
        assert support().require("a value of MixtureSameFamily", value);
        Tensor spread = Support.Union.spread(value, eventShape().rank());
        Tensor inside =
                Membership.all(components().support(), spread, eventShape().rank());
        Tensor each = components().logProb(Membership.patched(components(), inside, spread));
        return inside.where(each, each.constant(Double.NEGATIVE_INFINITY))
                .add(logits().logSoftmax(-1))
                .logSumExp(-1);
    }
}

package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;

/** Closed forms of KL(p || q) for distributions of whole numbers; those without a source follow from the definition. */
final class DiscreteDivergences {
    private DiscreteDivergences() {}

    static ImmutableList<KullbackLeibler.Rule<?, ?>> rules() {
        return ImmutableList.of(
                new KullbackLeibler.Rule<>(
                        Bernoulli.class, Bernoulli.class, (p, q) -> bernoulli(p.logits(), q.logits())),
                new KullbackLeibler.Rule<>(
                        Categorical.class, Categorical.class, (p, q) -> choice(p.logits(), q.logits())),
                new KullbackLeibler.Rule<>(
                        OneHotCategorical.class, OneHotCategorical.class, (p, q) -> choice(p.logits(), q.logits())));
    }

    /** p log(p / q) + (1 - p) log((1 - p) / (1 - q)). */
    private static Tensor bernoulli(Tensor p, Tensor q) {
        Tensor ofOne = p.sigmoid().mul(p.logSigmoid().sub(q.logSigmoid()));
        Tensor ofZero = p.neg().sigmoid().mul(p.neg().logSigmoid().sub(q.neg().logSigmoid()));
        return ofOne.add(ofZero);
    }

    /** The sum of p_i log(p_i / q_i) over the choices that p has. */
    private static Tensor choice(Tensor p, Tensor q) {
        checkArgument(
                p.shape().dim(-1) == q.shape().dim(-1),
                "KL(p || q) needs as many choices of p as of q, found logits of shape %s and %s",
                p.shape(),
                q.shape());
        Tensor probability = p.softmax(-1);
        Tensor zero = probability.constant(0);
        Tensor ratio = p.logSoftmax(-1).sub(q.logSoftmax(-1));
        Tensor happens = probability.greater(zero);
        return probability.mul(happens.where(ratio, zero)).sum(-1);
    }
}

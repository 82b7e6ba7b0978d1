package org.hypnos.distributions;

import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A vector of n numbers that is one at a choice and zero elsewhere; its gradients are by score function.
 *
 * <p>log p(x) = sum of x_i logit_i - log(sum of exp(logit)), of events of shape [n].
 *
 * @param logits of the batch's shape and the event's; they need not be normalised, and -infinity is what never happens
 */
public record OneHotCategorical(Tensor logits) implements Moments, Mode, Entropy {
    /**
     * Checks that there is an axis of choices and, where assertions are enabled, the logits.
     *
     * @param logits along the last axis finite or -infinity, and not all of them -infinity
     * @throws IllegalArgumentException if a check fails
     */
    public OneHotCategorical {
        Categorical.requireLogits("OneHotCategorical", logits);
    }

    /**
     * {@return the distribution of these probabilities; where one is zero, no gradient flows to it}
     *
     * @param probabilities of the batch's shape and the event's, along which they add up to one
     */
    public static OneHotCategorical ofProbabilities(Tensor probabilities) {
        return new OneHotCategorical(Categorical.logits("OneHotCategorical", probabilities));
    }

    private Categorical choice() {
        return new Categorical(logits);
    }

    private int choices() {
        return logits.shape().dim(-1);
    }

    @Override
    public Shape batchShape() {
        return logits.shape().without(-1);
    }

    @Override
    public Shape eventShape() {
        return logits.shape().suffix(1);
    }

    @Override
    public Support support() {
        return new Support.OneHot();
    }

    /** The probability of each choice. */
    @Override
    public Tensor mean() {
        return choice().probabilities();
    }

    /** p (1 - p) of each number. */
    @Override
    public Tensor variance() {
        Tensor p = mean();
        return p.sub(p.square());
    }

    @Override
    public Tensor mode() {
        return choice().mode().oneHot(choices());
    }

    @Override
    public Tensor entropy() {
        return choice().entropy();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return choice().sample(random, sampleShape).oneHot(choices());
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        return choice().score(Tensor.apply(new PlaceOfOne(), value.detach()));
    }

    /** Where the one of each vector of zeros stands; -1 for other vectors. */
    private record PlaceOfOne() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].without(-1);
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = in[0].shape().dim(-1);
            out.fill(row -> place(in[0], row * n, n));
        }

        private static int place(Tensor x, int at, int n) {
            int place = -1;
            for (int i = 0; i < n; i++) {
                double number = x.get(at + i);
                if (number == 1 && place < 0) {
                    place = i;
                } else if (number != 0) {
                    return -1;
                }
            }
            return place;
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }
}

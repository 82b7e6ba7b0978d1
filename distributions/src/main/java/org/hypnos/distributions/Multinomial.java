package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.apache.commons.rng.UniformRandomProvider;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * How often each of n choices is made in {@code total} draws from a Categorical; its gradients are by score function.
 *
 * <p>log p(x) = log(total!) - sum of log(x_i!) + sum of x_i log(p_i) with p = softmax(logits), of events of shape [n] (Johnson,
 * Kotz and Balakrishnan, Discrete multivariate distributions, chapter 35). Draws have the same bits on one JDK and platform
 * only.
 *
 * @param total how many draws, zero or more
 * @param logits of the batch's shape and the event's; they need not be normalised, and -infinity is what never happens
 */
public record Multinomial(int total, Tensor logits) implements Moments {
    /**
     * Checks the total and that there is an axis of choices; where assertions are enabled, also the logits.
     *
     * @param total zero or more
     * @param logits along the last axis finite or -infinity, and not all of them -infinity
     * @throws IllegalArgumentException if a check fails
     */
    public Multinomial {
        checkArgument(total >= 0, "Multinomial's total is %s, expected zero or more", total);
        Categorical.requireLogits("Multinomial", logits);
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
        return new Support.Counts(total);
    }

    /** total p. */
    @Override
    public Tensor mean() {
        return logits.softmax(-1).mul(total);
    }

    /** total p (1 - p) of each number. */
    @Override
    public Tensor variance() {
        Tensor p = logits.softmax(-1);
        return p.sub(p.square()).mul(total);
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Shape shape = sampleShape.concat(logits.shape());
        return Tensor.apply(new Draw(random, total, shape), logits.detach().softmax(-1));
    }

    /** Independent Poisson counts of rates total p, given their sum, which has the Poisson distribution of rate total. */
    @Override
    public Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        Tensor inside = support().contains(value);
        Tensor column = inside.reshape(inside.shape().concat(Shape.of(1)));
        Tensor safe = column.where(value, value.constant(0));
        double sum = SaddlePoint.poisson(total, total, StrictMath.log(total));
        Tensor logProb =
                Tensor.apply(ofCounts(), safe, logits.logSoftmax(-1)).sum(-1).sub(sum);
        return inside.where(logProb, logProb.constant(Double.NEGATIVE_INFINITY));
    }

    /** The Poisson log-probability of counts by log(p), whose derivative is x - total p. */
    private Pointwise ofCounts() {
        double logTotal = StrictMath.log(total);
        return new Pointwise(
                "Multinomial",
                x -> SaddlePoint.poisson(x[0], total * StrictMath.exp(x[1]), logTotal + x[1]),
                (i, in) -> in[0].sub(in[1].exp().mul(total)));
    }

    /** One choice after the other: its count is binomial among what the ones before have left. */
    private record Draw(RandomStream random, int total, Shape shape) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return shape;
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = shape.dim(-1);
            RowDraws.eachRow(random, shape, (row, from, to) -> {
                for (int at = from; at < to; at += n) {
                    draw(row, out, at, in[0], at % in[0].shape().size());
                }
            });
        }

        private void draw(UniformRandomProvider row, Output out, int at, Tensor probabilities, int from) {
            int n = shape.dim(-1);
            double probability = 0;
            int last = 0; // choice that can happen
            for (int i = 0; i < n; i++) {
                double p = probabilities.get(from + i);
                probability += p;
                last = p > 0 ? i : last;
            }
            double left = total;
            for (int i = 0; i < n; i++) {
                double p = probabilities.get(from + i);
                double count = i == last ? left : p == 0 ? 0 : count(row, left, p, probability);
                out.set(at + i, count);
                left -= count;
                probability -= p;
            }
        }

        /** What is left of the probability may be less than {@code p} by rounding. */
        private static double count(UniformRandomProvider row, double left, double p, double probability) {
            return CountSamplers.binomial(row, left, p < probability ? p / probability : 1);
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.constant(0);
        }
    }
}

package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * One of finitely many given numbers; its gradients are by score function.
 *
 * <p>log p(x_i) = logit_i - log(sum of exp(logit)).
 *
 * @param numbers x of shape [n], a constant, each greater than the one before
 * @param logits of the batch's shape and an axis of extent n; they need not be normalised, and -infinity is what never
 *     happens
 */
public record DiscreteFinite(Tensor numbers, Tensor logits) implements Moments, Mode, Entropy, Quantile {
    /**
     * Checks the shapes and the order of the numbers; where assertions are enabled, also the logits.
     *
     * @param numbers as many as there are logits along the last axis, each greater than the one before
     * @param logits along the last axis finite or -infinity, and not all of them -infinity
     * @throws IllegalArgumentException if a check fails
     */
    public DiscreteFinite {
        Categorical.requireLogits("DiscreteFinite", logits);
        checkArgument(
                numbers.shape().equals(logits.shape().suffix(1)),
                "DiscreteFinite needs a number for each logit, found numbers %s and logits %s",
                numbers.shape(),
                logits.shape());
        for (int i = 1; i < numbers.shape().size(); i++) {
            checkArgument(
                    numbers.get(i - 1) < numbers.get(i),
                    "DiscreteFinite's numbers at %s are %s and %s, expected increasing ones",
                    i - 1,
                    numbers.get(i - 1),
                    numbers.get(i));
        }
    }

    /**
     * {@return the distribution of these probabilities; where one is zero, no gradient flows to it}
     *
     * @param numbers [n], a constant, each greater than the one before
     * @param probabilities of the batch's shape and [n], along which they add up to one
     */
    public static DiscreteFinite ofProbabilities(Tensor numbers, Tensor probabilities) {
        return new DiscreteFinite(numbers, Categorical.logits("DiscreteFinite", probabilities));
    }

    private Categorical choice() {
        return new Categorical(logits);
    }

    /** The number at each place. */
    private Tensor at(Tensor places) {
        int last = numbers.shape().size() - 1;
        return Pointwise.constant("the number at a place", x -> numbers.get((int) Math.min(x[0], last)), places);
    }

    /** Where each value stands among the numbers; -1 if nowhere. */
    private Tensor placeOf(Tensor value) {
        return Pointwise.constant(
                "the place of a number",
                x -> {
                    int place = (int) countUpTo(x[0]) - 1;
                    return place >= 0 && numbers.get(place) == x[0] ? place : -1;
                },
                value);
    }

    /** How many numbers are at most {@code bound}. */
    private double countUpTo(double bound) {
        int from = 0;
        for (int to = numbers.shape().size(); from < to; ) {
            int middle = (from + to) >>> 1;
            if (numbers.get(middle) <= bound) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    @Override
    public Shape batchShape() {
        return logits.shape().without(-1);
    }

    @Override
    public Shape eventShape() {
        return Shape.SCALAR;
    }

    @Override
    public Support support() {
        return new Numbers.Listed(ImmutableList.copyOf(Doubles.asList(numbers.toDoubles())));
    }

    @Override
    public Tensor mean() {
        return choice().probabilities().mul(numbers).sum(-1);
    }

    @Override
    public Tensor variance() {
        Tensor mean = mean();
        Tensor deviation = numbers.sub(mean.reshape(mean.shape().concat(Shape.of(1))));
        return choice().probabilities().mul(deviation.square()).sum(-1);
    }

    @Override
    public Tensor mode() {
        return at(choice().mode());
    }

    @Override
    public Tensor entropy() {
        return choice().entropy();
    }

    /** The running sums of the probabilities, the last one exactly one. */
    private Tensor cumulated() {
        Tensor sums = choice().probabilities().cumsum(-1);
        int n = sums.shape().dim(-1);
        return sums.div(sums.slice(-1, n - 1, n));
    }

    @Override
    public Tensor cdf(Tensor value) {
        Tensor count = Pointwise.constant("the count of numbers", x -> countUpTo(x[0]), value);
        Tensor zero = count.constant(0);
        Tensor sums = Lookup.of(cumulated(), count.sub(1).max(zero));
        return count.greater(zero).where(sums, zero);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        Tensor behind = probability.reshape(probability.shape().concat(Shape.of(1)));
        return at(behind.greater(cumulated()).sum(-1));
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return at(choice().sample(random, sampleShape));
    }

    @Override
    public Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        return choice().score(placeOf(value));
    }
}

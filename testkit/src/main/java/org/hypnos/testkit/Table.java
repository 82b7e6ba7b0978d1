package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Numbers;
import org.hypnos.distributions.Support;

/**
 * A distribution as finitely many events with the probability that each stands for: all that there are, or the nodes of a
 * quadrature.
 *
 * @param events of shape [m] + batch + event
 * @param logProbs the distribution's, of shape [m] + batch
 * @param probabilities of shape [m] + batch, which add up to one if log-probs are right
 * @param ends of single numbers in increasing order, of shape [cells] + batch: the probabilities of the first
 *     {@code i (m / cells)} events are those of numbers of at most {@code ends[i - 1]}
 * @param error of sums over this table, relative to what is greater than one
 */
record Table(Tensor events, Tensor logProbs, Tensor probabilities, Optional<Tensor> ends, double error) {
    /** Enough for quartiles. */
    private static final int DRAWS = 401;

    /** None for events that are too many to list, or of more than two numbers that are continuous. */
    static Optional<Table> of(Trial trial) {
        Distribution distribution = trial.distribution();
        if (distribution.support() instanceof Support.Finite finite) {
            return Listing.of(distribution, finite);
        } else if (distribution.support() instanceof Numbers.WholeNumbers) {
            return Listing.ofWholeNumbers(distribution);
        }
        return Coordinates.of(distribution.support())
                .flatMap(coordinates -> Quadrature.of(distribution, coordinates, trial.draw(Shape.of(DRAWS))));
    }

    /** The sum of probability times {@code f}, of shape [m] + batch and more; an event that never happens adds nothing. */
    Tensor expectation(Tensor f) {
        int[] ones = new int[f.shape().rank() - probabilities.shape().rank()];
        Arrays.fill(ones, 1);
        Tensor each = probabilities.reshape(probabilities.shape().concat(Shape.of(ones)));
        Tensor zero = f.constant(0);
        return each.greater(zero).where(f, zero).mul(each).sum(0);
    }

    void requireSumOne() {
        Tensor sum = probabilities.sum(0);
        requireNear("sum of probabilities", sum, sum.filled(sum.shape(), 1));
    }

    /** That {@code found} is {@code sum}, but for the error of sums over this table. */
    void requireNear(String what, Tensor found, Tensor sum) {
        assertThat(found.shape()).as("shape of the " + what).isEqualTo(sum.shape());
        for (int i = 0; i < sum.shape().size(); i++) {
            assertThat(found.get(i))
                    .as(what + " at %s", Arrays.toString(sum.shape().index(i)))
                    .isCloseTo(sum.get(i), within(error * Math.max(1, Math.abs(sum.get(i)))));
        }
    }

    /** The probability of each cell, of the shape of {@link #ends}, or of the probabilities if there are none. */
    Tensor cells() {
        int m = probabilities.shape().dim(0);
        int cells = ends.map(tensor -> tensor.shape().dim(0)).orElse(m);
        Shape batch = probabilities.shape().without(0);
        return probabilities.reshape(Shape.of(cells, m / cells).concat(batch)).sum(1);
    }
}

package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Masked;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.Reparameterized;
import org.hypnos.distributions.TransformedDistribution;

/** Whatever is made of a distribution draws what it draws, and scores what it scores. */
public interface CombinationLaws {
    /**
     * Axes that become part of the event are summed over.
     *
     * @param trial of any distribution
     */
    @Property(tries = 20, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void readingAxesAsEventsCommutesWithSamplingAndScoring(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        Shape batch = distribution.batchShape();
        Tensor draw = trial.draw(trial.sampleShape());
        for (int axes = 1; axes <= batch.rank(); axes++) {
            Distribution event = distribution.toEvent(axes);
            assertThat(event.batchShape()).as("batch shape").isEqualTo(batch.prefix(batch.rank() - axes));
            assertThat(event.eventShape())
                    .as("event shape")
                    .isEqualTo(batch.suffix(axes).concat(distribution.eventShape()));
            requireSameDraws(trial, event, draw);
            requireNear(event.logProb(draw), distribution.logProb(draw).sumLast(axes));
        }
    }

    /**
     * What is masked scores zero.
     *
     * @param trial of any distribution
     */
    @Property(tries = 20, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void masksCommuteWithSamplingAndScoring(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        Tensor draw = trial.draw(trial.sampleShape());
        Tensor half = draw.filled(distribution.batchShape(), 0.5);
        Tensor mask = half.greater(RandomStream.of(trial.key()).uniform(half.shape(), half));
        Masked masked = Masked.of(distribution, mask);
        requireSameDraws(trial, masked, draw);
        requireNear(masked.logProb(draw), distribution.logProb(draw).mul(mask));
    }

    /**
     * y = 1 - 2 x, whose density is half of that of x; for single numbers that are continuous.
     *
     * @param trial of single continuous numbers; others pass
     */
    @Property(tries = 20, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void transformsCommuteWithSamplingAndScoring(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        if (distribution.eventShape().rank() > 0
                || Coordinates.of(distribution.support()).isEmpty()) {
            return;
        }
        Tensor draw = trial.draw(trial.sampleShape());
        Distribution transformed =
                TransformedDistribution.of(distribution, new Monotone.Affine(draw.constant(1), draw.constant(-2)));
        Tensor image = draw.mul(-2).add(1);
        requireSameDraws(trial, transformed, image);
        requireNear(transformed.logProb(image), distribution.logProb(draw).sub(Math.log(2)));
    }

    /** With the trial's key, by paths if those of the trial's distribution are. */
    private static void requireSameDraws(Trial trial, Distribution combination, Tensor draws) {
        RandomStream random = RandomStream.of(trial.key());
        assertThat(combination.sample(random, trial.sampleShape()).toDoubles())
                .as("draws")
                .containsExactly(draws.toDoubles(), within(1e-12));
        assertThat(combination instanceof Reparameterized)
                .as("whether draws are reparameterised")
                .isEqualTo(trial.distribution() instanceof Reparameterized);
        assertThat(combination.support().require("draw", draws)).isTrue();
    }

    private static void requireNear(Tensor logProb, Tensor expected) {
        assertThat(logProb.shape()).as("shape of the log-prob").isEqualTo(expected.shape());
        for (int i = 0; i < expected.shape().size(); i++) {
            double bound = 1e-9 * Math.max(1, Math.abs(expected.get(i)));
            assertThat(logProb.get(i)).as("log-prob").isCloseTo(expected.get(i), within(bound));
        }
    }
}

package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Moments;

/** Draws follow log-prob. Keys are fixed; {@link FalseAlarm} says how rarely another key would find a right sampler wrong. */
public interface SampleLaws {
    /** Numbers that are drawn in a try. */
    int NUMBERS = 60_000;

    /**
     * Chi-square over cells of a sum of 1/40 and more, and 50 draws expected; and the greatest distance between
     * distribution functions. For single numbers.
     *
     * @param trial of single numbers; others pass
     */
    @Property(tries = 6, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void drawsFallWhereProbabilitiesAre(@ForAll("trials") Trial trial) {
        if (trial.distribution().eventShape().rank() == 0) {
            Table.of(trial)
                    .ifPresent(table -> Frequencies.of(table, trial.draw(sampleShape(trial)))
                            .requireLikely());
        }
    }

    /**
     * The means of smooth functions of an event's numbers. For events of which a table can be made.
     *
     * @param trial of any distribution; passes without a table
     */
    @Property(tries = 6, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void meansOverDrawsAreExpectations(@ForAll("trials") Trial trial) {
        Table.of(trial).ifPresent(table -> {
            Tensor draws = trial.draw(sampleShape(trial));
            for (int i = 0; i < 4; i++) {
                TestFunction f = TestFunction.of(trial, i);
                Tensor mean = f.of(draws).mean(0);
                Tensor expectation = table.expectation(f.of(table.events()));
                requireWithin(FalseAlarm.hoeffding(draws.shape().dim(0)), mean, expectation);
            }
        });
    }

    private static void requireWithin(double bound, Tensor found, Tensor expected) {
        for (int i = 0; i < expected.shape().size(); i++) {
            assertThat(Math.abs(found.get(i) - expected.get(i)))
                    .as("difference of mean %s and expectation %s", found.get(i), expected.get(i))
                    .isLessThan(bound);
        }
    }

    /**
     * For events of which no table can be made; where mean and variance are finite.
     *
     * @param trial of {@link Moments} and without a table; others pass
     */
    @Property(tries = 6, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void momentsOfDrawsAreTheDistributions(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Moments distribution
                && Table.of(trial).isEmpty()) {
            Tensor draws = trial.draw(sampleShape(trial));
            Estimate.ofMean(draws).requireNear("mean of draws", distribution.mean());
            Tensor deviations = draws.sub(distribution.mean()).square();
            Estimate.ofMean(deviations).requireNear("variance of draws", distribution.variance());
        }
    }

    private static Shape sampleShape(Trial trial) {
        Distribution distribution = trial.distribution();
        int each = distribution.batchShape().concat(distribution.eventShape()).size();
        return Shape.of(Math.max(NUMBERS / each, 1000));
    }
}

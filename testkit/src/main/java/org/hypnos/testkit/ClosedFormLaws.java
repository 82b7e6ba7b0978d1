package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Cumulative;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Entropy;
import org.hypnos.distributions.KullbackLeibler;
import org.hypnos.distributions.Mode;
import org.hypnos.distributions.Moments;
import org.hypnos.distributions.Quantile;
import org.hypnos.distributions.Support;

/** What distributions say of themselves in closed form is what follows from their log-probs, as far as these can be summed. */
public interface ClosedFormLaws {
    /** Cells of less probability do not say where a quantile is. */
    double LEAST_CELL = 1e-6;

    /** The error of a sum over nodes that were laid for one of two densities, where the other has a kink. */
    double KINK_BETWEEN_NODES = 1e-5;

    /**
     * What is infinite, or NaN because it is undefined, is not compared.
     *
     * @param trial of {@link Moments}; others pass
     */
    @Property(tries = 15, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void momentsAreTheirSums(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Moments distribution) {
            Shape shape = distribution.batchShape().concat(distribution.eventShape());
            assertThat(distribution.mean().shape()).as("shape of the mean").isEqualTo(shape);
            assertThat(distribution.variance().shape())
                    .as("shape of the variance")
                    .isEqualTo(shape);
            Table.of(trial).ifPresent(table -> {
                Tensor mean = table.expectation(table.events());
                Tensor variance = table.expectation(table.events().sub(mean).square());
                table.requireNear("mean", known(distribution.mean(), mean), mean);
                table.requireNear("variance", known(distribution.variance(), variance), variance);
            });
        }
    }

    private static Tensor known(Tensor moment, Tensor sum) {
        Tensor zero = moment.constant(0);
        return moment.sub(moment).equal(zero).where(moment, sum);
    }

    /**
     * E[-log p].
     *
     * @param trial of an {@link Entropy}; others pass
     */
    @Property(tries = 15, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void entropyIsItsSum(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Entropy distribution) {
            assertThat(distribution.entropy().shape())
                    .as("shape of the entropy")
                    .isEqualTo(distribution.batchShape());
            Table.of(trial)
                    .ifPresent(table -> table.requireNear(
                            "entropy",
                            distribution.entropy(),
                            table.expectation(table.logProbs().neg())));
        }
    }

    /**
     * The mode is at least as likely as each of 100 draws.
     *
     * @param trial of a {@link Mode}; others pass
     */
    @Property(tries = 15, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void nothingIsMoreLikelyThanTheMode(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Mode distribution) {
            Tensor mode = distribution.mode();
            assertThat(mode.shape())
                    .as("shape of the mode")
                    .isEqualTo(distribution.batchShape().concat(distribution.eventShape()));
            double[] most = distribution.logProb(mode).toDoubles();
            double[] found = distribution.logProb(trial.draw(Shape.of(100))).toDoubles();
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i])
                        .as("log-prob of a draw, where the mode is %s", mode)
                        .isLessThanOrEqualTo(most[i % most.length] + 1e-9);
            }
        }
    }

    /** {@return the closed forms that the law of divergences looks at; with those of one's own, if there are any} */
    default KullbackLeibler divergences() {
        return KullbackLeibler.closedForms();
    }

    /**
     * From the trial's distribution to one whose parameters are moved a little, if there is a rule for both. A support that moves
     * with them has more to say than a sum over the trial's events.
     *
     * @param trial of a type that has a rule; others pass
     */
    @Property(tries = 15, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void theDivergenceIsItsSum(@ForAll("trials") Trial trial) {
        Distribution p = trial.distribution();
        Distribution q = new Direction(trial).moved(0.03);
        KullbackLeibler divergences = divergences();
        boolean known = divergences.rules().stream()
                .anyMatch(rule -> rule.p().isInstance(p) && rule.q().isInstance(q));
        if (known && !(p.support() instanceof Support.Between)) {
            Table.of(trial).ifPresent(table -> {
                Tensor difference = table.logProbs().sub(q.logProb(table.events()));
                Tensor sum = table.expectation(difference);
                Table.requireNear("KL divergence", divergences.of(p, q), sum, KINK_BETWEEN_NODES);
            });
        }
    }

    /**
     * The distribution function is the running sum of probabilities.
     *
     * @param trial of a {@link Cumulative}; others pass
     */
    @Property(tries = 15, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void theDistributionFunctionIsItsSum(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Cumulative distribution) {
            Table.of(trial)
                    .ifPresent(table -> table.requireNear(
                            "distribution function",
                            distribution.cdf(table.ends().orElseThrow()),
                            table.cells().cumsum(0)));
        }
    }

    /**
     * The quantile of a probability is in the cell in which the sum of probabilities reaches it.
     *
     * @param trial of a {@link Quantile}; others pass
     */
    @Property(tries = 15, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void quantilesInvertTheDistributionFunction(@ForAll("trials") Trial trial) {
        if (trial.distribution() instanceof Quantile distribution) {
            Table.of(trial).ifPresent(table -> {
                Tensor cells = table.cells();
                Tensor middles = cells.cumsum(0).sub(cells.mul(0.5)).min(1).max(0);
                Tensor quantiles = distribution.quantile(middles);
                assertThat(quantiles.shape()).as("shape of the quantiles").isEqualTo(middles.shape());
                requireInCells(table.ends().orElseThrow(), cells, quantiles);
            });
        }
    }

    private static void requireInCells(Tensor ends, Tensor cells, Tensor quantiles) {
        int batch = cells.shape().without(0).size();
        for (int i = batch; i < cells.shape().size(); i++) {
            if (cells.get(i) > LEAST_CELL) {
                double least = Math.nextUp(ends.get(i - batch));
                assertThat(quantiles.get(i))
                        .as("quantile of a probability in the cell that ends with %s", ends.get(i))
                        .isBetween(least, ends.get(i));
            }
        }
    }
}

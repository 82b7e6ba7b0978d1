package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.evaluation.DreamLoss;
import org.hypnos.core.evaluation.Dreams;
import org.hypnos.core.evaluation.Elbo;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.evaluation.Interval;
import org.hypnos.core.evaluation.PosteriorExpectation;
import org.hypnos.core.evaluation.Reconstruction;
import org.hypnos.core.evaluation.ReconstructionCrossEntropy;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;

/** Estimates about a machine whose figures are known by enumeration. */
class SimpleHelmholtzEvaluationTest {
    /** Intervals have 1.96 deviations; 5 of them are missed by less than one seed in a million. */
    private static final double FIVE = 5 / 1.96;

    private final SimpleHelmholtz machine = new SimpleHelmholtz();

    /** The image, {@code copies} times. */
    private ImportanceSampling sampling(int copies, int samples) {
        Tensor x = SimpleHelmholtz.x().broadcastTo(Shape.of(copies, SimpleHelmholtz.PIXELS));
        Dataset dataset = Dataset.of(Map.of("x", x));
        return new ImportanceSampling(machine.model, machine.guide, dataset, samples, 7, Engine.fastest(), 2);
    }

    @Test
    void theBound() {
        Elbo elbo = Elbo.of(sampling(1, 20_000));
        Interval interval = elbo.monteCarlo();
        assertThat(interval.halfWidth()).isBetween(1e-4, 0.02);
        assertThat(elbo.nats())
                .isCloseTo(SimpleHelmholtzFigures.ELBO, within(interval.halfWidth() * FIVE))
                .isLessThan(SimpleHelmholtzFigures.LOG_PROB);
    }

    @Test
    void theEstimateOfTwoDrawsIsOnAverageWhatItIsExpectedToBe() {
        ImportanceNll nll = ImportanceNll.of(sampling(20_000, 2));
        // The copies are data with draws of their own, so that the interval over data is one over draws.
        assertThat(nll.overData().halfWidth()).isBetween(1e-4, 0.01);
        assertThat(nll.nats())
                .isCloseTo(
                        -SimpleHelmholtzFigures.LOG_ESTIMATE_OF_TWO,
                        within(nll.overData().halfWidth() * FIVE));
    }

    @Test
    void theEvidence() {
        ImportanceNll nll = ImportanceNll.of(sampling(1, 100_000));
        assertThat(nll.nats())
                .isCloseTo(
                        -SimpleHelmholtzFigures.LOG_PROB,
                        within(nll.monteCarlo().halfWidth() * FIVE + nll.estimatedBias()));
        assertThat(nll.monteCarlo().halfWidth()).isLessThan(0.005);
    }

    @Test
    void posteriorMeans() {
        PosteriorExpectation found = PosteriorExpectation.ofSite(sampling(1, 20_000), "h");
        for (int unit = 0; unit < SimpleHelmholtz.CAUSES; unit++) {
            double mean = 0;
            for (int state = 0; state < 8; state++) {
                mean += SimpleHelmholtzFigures.POSTERIOR[state]
                        * SimpleHelmholtz.states(3).get(3 * state + unit);
            }
            assertThat(found.means().get(unit))
                    .isCloseTo(mean, within(found.interval(unit).halfWidth() * FIVE));
        }
    }

    @Test
    void reconstruction() {
        Dataset dataset = sampling(1, 2).dataset();
        double[] shown = {0.691, 0.503, 0.579, 0.416, 0.642, 0.474, 0.559, 0.512};
        Tensor found = Reconstruction.of(machine.model, machine.guide, dataset, "x", Engine.fastest(), 1);
        assertThat(found.toDoubles()).containsExactly(shown, within(5e-4));
        double nats = 0;
        for (int i = 0; i < SimpleHelmholtz.PIXELS; i++) {
            nats -= Math.log(SimpleHelmholtz.x().get(i) == 1 ? found.get(i) : 1 - found.get(i));
        }
        ReconstructionCrossEntropy crossEntropy =
                ReconstructionCrossEntropy.of(machine.model, machine.guide, dataset, Engine.fastest(), 1);
        assertThat(crossEntropy.nats()).isCloseTo(nats, within(1e-12));
    }

    @Test
    void dreams() {
        DreamLoss loss = DreamLoss.of(machine.guide, Dreams.of(machine.model, 20_000, 7), 2);
        assertThat(loss.monteCarlo().halfWidth()).isBetween(1e-4, 0.02);
        assertThat(loss.nats())
                .isCloseTo(
                        -SimpleHelmholtzFigures.DREAMT_LOG_Q,
                        within(loss.monteCarlo().halfWidth() * FIVE));
    }
}

package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;

class NllCurveTest {
    private static final SmallNetwork NETWORK = SmallNetwork.of(DType.FLOAT64, 2, 4, 6);
    private static final Dataset DATA =
            Dataset.of(Map.of("x", RandomStream.of(1).bernoulli(Shape.of(13, 6), Tensor.scalar(DType.FLOAT64, 0))));

    private static ImportanceSampling sampling(int samples) {
        return new ImportanceSampling(NETWORK.model(), NETWORK.guide(), DATA, samples, 4, Engine.fastest(), 1);
    }

    @Test
    void countsAreRoundAndEndWithAll() {
        assertThat(NllCurve.counts(1)).containsExactly(1);
        assertThat(NllCurve.counts(10)).containsExactly(1, 2, 5, 10);
        assertThat(NllCurve.counts(70)).containsExactly(1, 2, 5, 10, 20, 50, 70);
    }

    @Test
    void eachEstimateIsThatOfItsFirstDraws() {
        ImmutableList<ImportanceNll> estimates = NllCurve.of(sampling(120)).estimates();
        assertThat(estimates).extracting(ImportanceNll::samples).containsExactly(1, 2, 5, 10, 20, 50, 100, 120);
        for (ImportanceNll estimate : estimates.subList(1, estimates.size())) {
            assertThat(estimate).isEqualTo(ImportanceNll.of(sampling(estimate.samples())));
        }
    }

    @Test
    void oneDrawTellsNothingOfItsSpread() {
        ImportanceNll one = NllCurve.of(sampling(2)).estimates().get(0);
        assertThat(one.nats()).isFinite();
        assertThat(one.monteCarlo().halfWidth()).isNaN();
        assertThat(one.estimatedBias()).isNaN();
    }
}

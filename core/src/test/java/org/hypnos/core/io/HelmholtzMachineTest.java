package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class HelmholtzMachineTest {
    private static final double[] PRIOR = {0.4, -1};
    private static final double[] WEIGHT = {2, -1, 0.5, -0.5, 1, -2};
    private static final double[] BIAS = {0, 0.3, -0.3};
    private static final HelmholtzMachine MACHINE = new HelmholtzMachine(
            Tensor.of(DType.FLOAT64, Shape.of(2), PRIOR),
            Tensor.of(DType.FLOAT64, Shape.of(2, 3), WEIGHT),
            Tensor.of(DType.FLOAT64, Shape.of(3), BIAS));

    private static double bernoulli(double logit, int value) {
        double one = 1 / (1 + Math.exp(-logit));
        return value == 1 ? one : 1 - one;
    }

    private static double probability(int image) {
        double sum = 0;
        for (int h = 0; h < 4; h++) {
            double joint = bernoulli(PRIOR[0], h & 1) * bernoulli(PRIOR[1], h >> 1);
            for (int i = 0; i < 3; i++) {
                double logit = BIAS[i] + (h & 1) * WEIGHT[i] + (h >> 1) * WEIGHT[3 + i];
                joint *= bernoulli(logit, (image >> i) & 1);
            }
            sum += joint;
        }
        return sum;
    }

    @Test
    void imagesFollowTheMachinesProbabilities() {
        int draws = 40_000;
        Tensor x = MACHINE.sample(3, draws).values().get("x");
        assertThat(x.shape()).isEqualTo(Shape.of(draws, 3));
        long[] counts = new long[8];
        for (int i = 0; i < draws; i++) {
            counts[(int) (x.get(3 * i) + 2 * x.get(3 * i + 1) + 4 * x.get(3 * i + 2))]++;
        }
        double statistic = 0;
        for (int image = 0; image < 8; image++) {
            double expected = draws * probability(image);
            statistic += (counts[image] - expected) * (counts[image] - expected) / expected;
        }
        assertThat(statistic).isLessThan(ChiSquaredDistribution.of(7).inverseSurvivalProbability(1e-6));
    }

    @Test
    void moreImagesBeginWithTheSame() {
        double[] few = MACHINE.sample(3, 10).values().get("x").toDoubles();
        Tensor many = MACHINE.sample(3, 25).values().get("x");
        assertThat(many.slice(0, 0, 10).toDoubles()).isEqualTo(few);
        assertThat(MACHINE.sample(4, 10).values().get("x").toDoubles()).isNotEqualTo(few);
    }

    @Test
    void randomMachinesFollowFromTheirSeed() {
        HelmholtzMachine machine = HelmholtzMachine.random(1, 8, 3, 2);
        assertThat(machine.weight().shape()).isEqualTo(Shape.of(3, 8));
        assertThat(machine.weight().toDoubles())
                .isEqualTo(HelmholtzMachine.random(1, 8, 3, 2).weight().toDoubles())
                .isNotEqualTo(HelmholtzMachine.random(2, 8, 3, 2).weight().toDoubles());
        assertThat(machine.sample(1, 5).values().get("x").shape()).isEqualTo(Shape.of(5, 8));
    }

    @Test
    void weightsLeadFromCausesToPixels() {
        Tensor three = Tensor.zeros(DType.FLOAT32, Shape.of(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HelmholtzMachine(three, Tensor.zeros(DType.FLOAT32, Shape.of(8, 3)), three))
                .withMessage("weights of shape [8, 3] do not lead from 3 causes to 3 pixels");
    }
}

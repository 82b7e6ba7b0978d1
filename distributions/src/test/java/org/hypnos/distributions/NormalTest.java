package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
    private static Tensor tensor(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private static Normal normal(double location, double scale) {
        return new Normal(Tensor.scalar(DType.FLOAT64, location), Tensor.scalar(DType.FLOAT64, scale));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-3.5, 0.01", "1e6, 250", "2, 1e-3"})
    void logProbAgreesWithCommonsStatistics(double location, double scale) {
        NormalDistribution expected = NormalDistribution.of(location, scale);
        for (double z = -30; z <= 30; z += 0.37) {
            double x = location + z * scale;
            double logProb = normal(location, scale)
                    .logProb(Tensor.scalar(DType.FLOAT64, x))
                    .item();
            assertThat(logProb).isCloseTo(expected.logDensity(x), within(1e-9));
        }
    }

    @Test
    void theDensityIntegratesToOne() {
        double step = 0.01;
        double[] grid = new double[4001];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = 1.5 + (i - 2000) * step;
        }
        Tensor density = normal(1.5, 2).logProb(tensor(grid)).exp();
        assertThat(density.sum().item() * step).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 0, 1", "FLOAT64, 0, 1", "FLOAT64, -7, 0.3"})
    void drawsFollowTheDensity(DType dtype, double location, double scale) {
        Normal normal = new Normal(Tensor.scalar(dtype, location), Tensor.scalar(dtype, scale));
        Tensor draws = normal.sample(RandomStream.of(4, 0, "normal"), Shape.of(100_000));
        Goodness.requireDistribution(draws.toDoubles(), NormalDistribution.of(location, scale)::cumulativeProbability);
    }

    @Test
    void gradientsOfTheLogProbAgreeWithDifferences() {
        Tensor values = tensor(1, -0.5, 0.2, 3).reshape(Shape.of(4, 1));
        GradientCheck.check(5, in -> new Normal(in[1], in[2]).logProb(in[0]), values, tensor(0.1, -1, 2), tensor(0.7))
                .requireWithin(1e-9);
    }

    @Test
    void differentiableDrawsMoveWithTheirParameters() {
        Tape tape = new Tape();
        Tensor location = tape.watch(tensor(1, -2));
        Tensor scale = tape.watch(tensor(0.5, 3));
        Tensor draws = new Normal(location, scale).rsample(RandomStream.of(6), Shape.of(3));
        var gradients = tape.gradients(draws.sum());
        assertThat(gradients.of(location).toDoubles()).containsExactly(3, 3);
        double[] standard =
                draws.detach().sub(location.detach()).div(scale.detach()).sum(0).toDoubles();
        assertThat(gradients.of(scale).toDoubles()).containsExactly(standard, within(1e-13));
    }

    @Test
    void pathwiseGradientsAgreeWithDifferences() {
        GradientCheck.check(
                        7,
                        in -> new Normal(in[0], in[1])
                                .rsample(RandomStream.of(8), Shape.of(4))
                                .tanh(),
                        tensor(0.1, -1, 2),
                        tensor(0.7))
                .requireWithin(1e-9);
    }

    @Test
    void samplesAreConstants() {
        Tape tape = new Tape();
        Tensor location = tape.watch(tensor(1, -2));
        Normal normal = new Normal(location, location.exp());
        Tensor sample = normal.sample(RandomStream.of(9), Shape.of(3));
        assertThat(sample.toDoubles())
                .isEqualTo(normal.rsample(RandomStream.of(9), Shape.of(3)).toDoubles());
        assertThat(tape.gradients(sample.sum()).of(location).toDoubles()).containsExactly(0, 0);
    }
}

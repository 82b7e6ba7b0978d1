package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class MixtureSameFamilyTest {
    private static final Tensor LOGITS = numbers(Math.log(1), Math.log(3), Math.log(6));
    private static final Tensor LOCATION = numbers(-4, 0, 2);
    private static final Tensor SCALE = numbers(1, 2, 0.5);
    private static final MixtureSameFamily MIXTURE = MixtureSameFamily.of(LOGITS, new Normal(LOCATION, SCALE));

    private static Tensor numbers(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private static Tensor single(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    @Test
    void densitiesAreMixed() {
        for (double x : new double[] {-5, 0.3, 2, 9}) {
            double density = 0.1 * NormalDistribution.of(-4, 1).density(x)
                    + 0.3 * NormalDistribution.of(0, 2).density(x)
                    + 0.6 * NormalDistribution.of(2, 0.5).density(x);
            assertThat(MIXTURE.logProb(single(x)).item()).isCloseTo(Math.log(density), within(1e-12));
        }
    }

    @Test
    void drawsFollowTheDistributionFunction() {
        double[] draws = MIXTURE.sample(RandomStream.of(1), Shape.of(10_000)).toDoubles();
        Goodness.requireDistribution(
                draws,
                x -> 0.1 * NormalDistribution.of(-4, 1).cumulativeProbability(x)
                        + 0.3 * NormalDistribution.of(0, 2).cumulativeProbability(x)
                        + 0.6 * NormalDistribution.of(2, 0.5).cumulativeProbability(x));
    }

    @Test
    void gradientsReachWeightsAndComponents() {
        GradientCheck.check(
                        1,
                        in -> MixtureSameFamily.of(in[0], new Normal(in[1], in[2]))
                                .logProb(in[3]),
                        LOGITS,
                        LOCATION,
                        SCALE,
                        numbers(-5, 0.3, 2, 9))
                .requireWithin(1e-8);
        assertThat(MIXTURE).isNotInstanceOf(Reparameterized.class);
    }

    @Test
    void weightsMayDifferOverABatchThatSharesTheComponents() {
        Tensor logits = numbers(0, 1, 2, 3, 4, 5).reshape(Shape.of(2, 3));
        Distribution mixture = MixtureSameFamily.of(logits, new Normal(LOCATION, SCALE));
        assertThat(mixture.batchShape()).isEqualTo(Shape.of(2));
        Tensor draw = mixture.sample(RandomStream.of(1), Shape.of(4));
        assertThat(draw.shape()).isEqualTo(Shape.of(4, 2));
        assertThat(draw.get(0)).isNotEqualTo(draw.get(1));
        assertThat(mixture.logProb(draw).shape()).isEqualTo(Shape.of(4, 2));
    }

    @Test
    void eventsAreChosenAsAWhole() {
        Tensor far = numbers(-100, -100, 100, 100).reshape(Shape.of(2, 2));
        Distribution mixture =
                MixtureSameFamily.of(numbers(0, 0), new Normal(far, far.filled(far.shape(), 1)).toEvent(1));
        Tensor draws = mixture.sample(RandomStream.of(1), Shape.of(100));
        assertThat(draws.shape()).isEqualTo(Shape.of(100, 2));
        for (int i = 0; i < 100; i++) {
            assertThat(Math.signum(draws.get(2 * i))).isEqualTo(Math.signum(draws.get(2 * i + 1)));
        }
    }

    /** A mixture of uniform distributions scores where one of them does, and nowhere else. */
    @Test
    void theSupportIsTheUnionOfTheComponents() {
        Distribution mixture = MixtureSameFamily.of(numbers(0, Math.log(3)), new Uniform(numbers(0, 1), numbers(2, 5)));
        assertThat(mixture.support().contains(numbers(-0.5, 0.5, 1.5, 4.5, 5.5)).toDoubles())
                .containsExactly(0, 1, 1, 1, 0);
        assertThat(mixture.logProb(numbers(0.5, 1.5, 4.5)).exp().toDoubles())
                .containsExactly(new double[] {1 / 8.0, 1 / 8.0 + 3 / 16.0, 3 / 16.0}, within(1e-15));
        assertThatThrownBy(() -> mixture.logProb(single(7)))
                .hasMessageContaining("a value of MixtureSameFamily is 7.0");
        assertThat(((Cumulative) mixture).cdf(numbers(-1, 0, 2, 9)).toDoubles())
                .containsExactly(new double[] {0, 0, 1 / 4.0 + 3 / 16.0, 1}, within(1e-15));
    }

    @Test
    void momentsAreThoseOfTheMixture() {
        Tensor location = numbers(1, 2, 3, 5).reshape(Shape.of(2, 2));
        Distribution mixture =
                MixtureSameFamily.of(numbers(0, Math.log(3)), new Normal(location, location.constant(1)).toEvent(1));
        assertThat(((Moments) mixture).mean().toDoubles()).containsExactly(new double[] {2.5, 4.25}, within(1e-14));
        assertThat(((Moments) mixture).variance().toDoubles())
                .containsExactly(new double[] {1 + 3 / 4.0, 1 + 3 * 9 / 16.0}, within(1e-14));
    }

    @Test
    void componentsThatAreMissingAreNamed() {
        assertThatThrownBy(() -> MixtureSameFamily.of(numbers(0, 0), new Normal(LOCATION, SCALE)))
                .hasMessage("MixtureSameFamily needs components along the last axis of their batch shape,"
                        + " for logits of shape [2]; found batch shape [3]");
    }
}

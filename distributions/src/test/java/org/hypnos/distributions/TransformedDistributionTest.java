package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class TransformedDistributionTest {
    private static final Tensor LOCATION = numbers(0.5, -1);
    private static final Tensor SCALE = numbers(0.3, 2);
    private static final Normal NORMAL = new Normal(LOCATION, SCALE);

    private static Tensor numbers(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    @Test
    void theExponentialOfANormalIsLogNormal() {
        TransformedDistribution distribution = TransformedDistribution.of(NORMAL, new Monotone.Exp());
        Tensor value = numbers(0.1, 3);
        for (int i = 0; i < 2; i++) {
            LogNormalDistribution oracle = LogNormalDistribution.of(LOCATION.get(i), SCALE.get(i));
            assertThat(distribution.logProb(value).get(i)).isCloseTo(oracle.logDensity(value.get(i)), within(1e-12));
        }
        assertThat(distribution.support()).isEqualTo(new Numbers.Positive());
    }

    @Test
    void drawsAreTheImagesOfTheBases() {
        TransformedDistribution distribution = TransformedDistribution.of(NORMAL.toEvent(1), new StickBreaking());
        Tensor draw = distribution.sample(RandomStream.of(3), Shape.of(5));
        assertThat(distribution.eventShape()).isEqualTo(Shape.of(3));
        assertThat(draw.toDoubles())
                .isEqualTo(new StickBreaking()
                        .forward(NORMAL.sample(RandomStream.of(3), Shape.of(5)))
                        .toDoubles());
        assertThat(distribution.logProb(draw).shape()).isEqualTo(Shape.of(5));
    }

    @Test
    void drawsAreDifferentiableIfTheBasesAre() {
        assertThat(TransformedDistribution.of(NORMAL, new Monotone.Exp())).isInstanceOf(Reparameterized.class);
        GradientCheck.check(
                        1,
                        in -> ((Reparameterized)
                                        TransformedDistribution.of(new Normal(in[0], in[1]), new Monotone.Tanh()))
                                .rsample(RandomStream.of(2), Shape.of(4)),
                        LOCATION,
                        SCALE)
                .requireWithin(1e-9);
        assertThat(TransformedDistribution.of(new Gamma(SCALE, SCALE), new Monotone.Softplus()))
                .isNotInstanceOf(Reparameterized.class);
    }

    @Test
    void drawsAreConstantsWhateverTheTransform() {
        Tape tape = new Tape();
        Tensor scale = tape.watch(SCALE);
        TransformedDistribution distribution = TransformedDistribution.of(NORMAL, new Monotone.Affine(LOCATION, scale));
        Tensor draw = distribution.sample(RandomStream.of(1), Shape.SCALAR);
        assertThat(tape.gradients(draw.mul(scale).sum()).of(scale).toDoubles()).isEqualTo(draw.toDoubles());
    }

    /** log-probabilities carry gradients to the parameters of base and transform, and to the value. */
    @Test
    void logProbsHaveGradients() {
        GradientCheck.check(
                        1,
                        in -> TransformedDistribution.of(
                                        new Normal(in[0], in[1].exp()),
                                        Compose.of(new Monotone.Softplus(), new Monotone.Affine(in[2], in[3])))
                                .logProb(in[4]),
                        LOCATION,
                        SCALE,
                        numbers(0.1, 0.2),
                        numbers(1.5, -2),
                        numbers(3, -4))
                .requireWithin(1e-8);
    }

    @Test
    void valuesOutsideTheSupportAreRefused() {
        TransformedDistribution distribution = TransformedDistribution.of(NORMAL, new Monotone.Exp());
        assertThatThrownBy(() -> distribution.logProb(numbers(1, -2)))
                .hasMessage("a value of TransformedDistribution at [1] is -2.0, expected one of the positive numbers"
                        + " (shape [2])");
    }

    /** The base would have to draw an infinite number. */
    @Test
    void aValueThatIsTooFarHasNoDensity() {
        TransformedDistribution distribution =
                TransformedDistribution.of(NORMAL, new Monotone.Affine(LOCATION, numbers(1, 1e-300)));
        Tape tape = new Tape();
        Tensor value = tape.watch(numbers(1, 1e300));
        Tensor logProb = distribution.logProb(value);
        assertThat(logProb.get(0)).isFinite();
        assertThat(logProb.get(1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(tape.gradients(logProb.sum()).of(value).get(1)).isZero();
    }

    @Test
    void decreasingTransformsTurnTheDistributionFunctionAround() {
        Uniform uniform = new Uniform(numbers(0), numbers(2));
        Quantile turned = (Quantile) TransformedDistribution.of(uniform, new Monotone.Affine(numbers(1), numbers(-3)));
        Tensor probability = Tensor.of(DType.FLOAT64, Shape.of(3, 1), 0.1, 0.5, 0.8);
        assertThat(turned.cdf(turned.quantile(probability)).toDoubles())
                .containsExactly(probability.toDoubles(), within(1e-12));
        assertThat(turned.quantile(probability).toDoubles())
                .containsExactly(new double[] {1 - 3 * 1.8, 1 - 3, 1 - 3 * 0.4}, within(1e-12));
    }

    @Test
    void theDistributionFunctionGoesOnBesideTheSupport() {
        Cumulative distribution =
                (Cumulative) TransformedDistribution.of(new Uniform(numbers(0), numbers(2)), new Monotone.Exp());
        assertThat(distribution
                        .cdf(Tensor.of(DType.FLOAT64, Shape.of(4, 1), -1, 0, Math.E, Double.POSITIVE_INFINITY))
                        .toDoubles())
                .containsExactly(new double[] {0, 0, 0.5, 1}, within(1e-12));
        assertThat(TransformedDistribution.of(new Uniform(numbers(0), numbers(2)), Compose.of(new Monotone.Exp())))
                .isNotInstanceOf(Cumulative.class);
    }

    @Test
    void theSupportIsTheImageOfTheBases() {
        Distribution distribution = TransformedDistribution.of(
                new Uniform(numbers(0, 1), numbers(2, 4)), new Monotone.Affine(numbers(1, 1), numbers(-1, 1)));
        assertThat(distribution
                        .support()
                        .contains(Tensor.of(DType.FLOAT64, Shape.of(4, 1), -1.5, -0.5, 1.5, 2.5))
                        .toDoubles())
                .containsExactly(0, 0, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void basesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> TransformedDistribution.of(NORMAL, new StickBreaking()))
                .hasMessage("StickBreaking[] transforms the last 1 axes together, but the base's events have shape [];"
                        + " is toEvent(1) missing?");
        assertThatThrownBy(() -> TransformedDistribution.of(new Bernoulli(LOCATION), new Monotone.Exp()))
                .hasMessage("TransformedDistribution needs a base with a density, found one over 0 and 1");
        Normal single = new Normal(Tensor.scalar(DType.FLOAT64, 0), Tensor.scalar(DType.FLOAT64, 1));
        assertThatThrownBy(() -> TransformedDistribution.of(single, new Monotone.Affine(LOCATION, SCALE)))
                .hasMessageContaining("makes shape [2] of the base's []; give the base that batch shape");
    }
}

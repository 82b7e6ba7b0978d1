package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Continuous distributions of single numbers, where no other library has them or something is special. */
class ContinuousTest {
    private static final DType EXACT = DType.FLOAT64;

    private static Tensor number(double value) {
        return Tensor.scalar(EXACT, value);
    }

    @Test
    void theInverseGammaIsThatOfOneOverX() {
        InverseGamma inverse = new InverseGamma(number(2.7), number(0.4));
        GammaDistribution gamma = GammaDistribution.of(2.7, 1 / 0.4);
        for (double x : new double[] {1e-3, 0.05, 0.3, 2, 50}) {
            assertThat(inverse.logProb(number(x)).item())
                    .isCloseTo(gamma.logDensity(1 / x) - 2 * Math.log(x), within(1e-12));
            assertThat(inverse.cdf(number(x)).item()).isCloseTo(gamma.survivalProbability(1 / x), within(1e-14));
        }
        // H(1 / x) = H(x) - 2 E[log(x)]
        double meanLog = number(2.7).digamma().item() - Math.log(0.4);
        assertThat(inverse.entropy().item())
                .isCloseTo(new Gamma(number(2.7), number(0.4)).entropy().item() - 2 * meanLog, within(1e-13));
        assertThat(inverse.mean().item()).isCloseTo(0.4 / 1.7, within(1e-15));
        assertThat(inverse.variance().item()).isCloseTo(0.16 / (1.7 * 1.7 * 0.7), within(1e-15));
        assertThat(inverse.mode().item()).isCloseTo(0.4 / 3.7, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.5, 2})
    void momentsOfHeavyTailsAreInfinite(double concentration) {
        InverseGamma inverse = new InverseGamma(number(concentration), number(1));
        assertThat(inverse.mean().item()).isEqualTo(concentration > 1 ? 1 / (concentration - 1) : 1 / 0.0);
        assertThat(inverse.variance().item()).isInfinite();
    }

    @Test
    void theHalfCauchyIsTwiceTheCauchy() {
        HalfCauchy half = new HalfCauchy(number(2));
        for (double x : new double[] {0, 0.1, 3, 1e8}) {
            double density = 2 / (Math.PI * 2 * (1 + x * x / 4));
            assertThat(half.logProb(number(x)).item()).isCloseTo(Math.log(density), within(1e-13));
            assertThat(half.cdf(number(x)).item()).isCloseTo(2 / Math.PI * Math.atan(x / 2), within(1e-15));
        }
        assertThat(half.quantile(number(0.5)).item()).isCloseTo(2, within(1e-14));
        assertThat(half.entropy().item()).isCloseTo(Math.log(4 * Math.PI), within(1e-14));
    }

    /** tan(pi (p - 1/2)) = -1 / (pi p) + pi p / 3 + ... */
    @Test
    void theCauchyQuantileKeepsItsTail() {
        double p = 1e-9;
        double quantile = new Cauchy(number(0), number(1)).quantile(number(p)).item();
        double expected = -1 / (Math.PI * p) + Math.PI * p / 3;
        assertThat(quantile).isCloseTo(expected, within(-1e-15 * expected));
        assertThat(new Cauchy(number(0), number(1)).cdf(number(quantile)).item())
                .isCloseTo(p, within(1e-24));
    }

    @Test
    void theNormalTailIsNotRoundedAway() {
        Normal normal = new Normal(number(0), number(1));
        assertThat(normal.cdf(number(-10)).item()).isCloseTo(7.619853024160525e-24, within(1e-36));
        assertThat(normal.quantile(number(7.619853024160525e-24)).item()).isCloseTo(-10, within(1e-14));
    }

    @Test
    void studentsTOfOneDegreeIsCauchyAndOfManyNormal() {
        Tensor x = Tensor.of(EXACT, Shape.of(5), -30, -1, 0, 0.5, 1e6);
        StudentT one = new StudentT(number(1), number(0.3), number(2));
        Cauchy cauchy = new Cauchy(number(0.3), number(2));
        assertThat(one.logProb(x).toDoubles()).containsExactly(cauchy.logProb(x).toDoubles(), within(1e-13));
        assertThat(one.cdf(x).toDoubles()).containsExactly(cauchy.cdf(x).toDoubles(), within(1e-14));
        assertThat(one.entropy().item()).isCloseTo(cauchy.entropy().item(), within(1e-14));
        StudentT many = new StudentT(number(1e30), number(0.3), number(2));
        Normal normal = new Normal(number(0.3), number(2));
        Tensor near = x.min(10);
        assertThat(many.logProb(near).toDoubles())
                .containsExactly(normal.logProb(near).toDoubles(), within(1e-12));
        assertThat(many.cdf(near).toDoubles()).containsExactly(normal.cdf(near).toDoubles(), within(1e-12));
    }

    @Test
    void theRelaxedBernoullisMedianIsItsLogitByTemperature() {
        RelaxedBernoulli relaxed = new RelaxedBernoulli(number(0.5), number(0.7));
        double median = 1 / (1 + Math.exp(-1.4));
        assertThat(relaxed.quantile(number(0.5)).item()).isCloseTo(median, within(1e-15));
        assertThat(relaxed.cdf(number(median)).item()).isCloseTo(0.5, within(1e-15));
        assertThat(relaxed.cdf(number(0.5)).item()).isCloseTo(1 / (1 + Math.exp(0.7)), within(1e-15));
        Tensor draws = relaxed.sample(RandomStream.of(1), Shape.of(20_000));
        Goodness.requireDistribution(
                draws.toDoubles(), x -> relaxed.cdf(number(x)).item());
    }

    @Test
    void aDeltaIsItsPoint() {
        Tape tape = new Tape();
        Tensor point = tape.watch(Tensor.of(EXACT, Shape.of(2), 3, -1));
        Delta delta = new Delta(point);
        Tensor draws = delta.rsample(RandomStream.of(1), Shape.of(4));
        assertThat(draws.toDoubles()).containsExactly(3, -1, 3, -1, 3, -1, 3, -1);
        assertThat(tape.gradients(draws.sum()).of(point).toDoubles()).containsExactly(4, 4);
        assertThat(delta.logProb(draws).toDoubles()).containsOnly(0);
        assertThat(delta.cdf(number(-1)).toDoubles()).containsExactly(0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delta.logProb(number(3)))
                .withMessageStartingWith("a value of Delta at [1] is 3.0");
    }

    @Test
    void badParametersAreNamed() {
        Tensor scale = Tensor.of(EXACT, Shape.of(2), 1, -2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gumbel(number(0), scale))
                .withMessage("Gumbel's scale at [1] is -2.0, expected one of the positive numbers (shape [2])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Uniform(number(1), scale))
                .withMessage("Uniform's high - low at [0] is 0.0, expected one of the positive numbers (shape [2])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Normal(Tensor.zeros(EXACT, Shape.of(3)), scale))
                .withMessageStartingWith("Normal's parameters: ")
                .withMessageContainingAll("[3]", "[2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dirichlet(number(1)))
                .withMessage("Dirichlet needs concentrations along an axis, found a single number");
    }

    @Test
    void aShapesMissingGradientIsSaidWhereItIsAskedFor() {
        Tape tape = new Tape();
        Tensor concentration = tape.watch(number(2));
        Tensor cdf = new Gamma(concentration, number(1)).cdf(number(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.gradients(cdf).of(concentration))
                .withMessageContaining("detach() the parameter");
    }

    /** Distributions with a distribution function, by two positive numbers that it has gradients for. */
    static Stream<Function<Tensor[], Cumulative>> cumulative() {
        return Stream.of(
                in -> new Normal(in[0], in[1]),
                in -> new Laplace(in[0], in[1]),
                in -> new Logistic(in[0], in[1]),
                in -> new Gumbel(in[0], in[1]),
                in -> new Cauchy(in[0], in[1]),
                in -> new LogNormal(in[0], in[1]),
                in -> new HalfNormal(in[1]),
                in -> new HalfCauchy(in[1]),
                in -> new Uniform(in[0].sub(3), in[1]),
                in -> new Exponential(in[1]),
                in -> new Gamma(number(1.3), in[1]),
                in -> new InverseGamma(number(1.3), in[1]),
                in -> new ChiSquared(number(0.8)),
                in -> new Beta(number(1.3), number(0.8)),
                in -> new StudentT(number(3), in[0], in[1]),
                in -> new RelaxedBernoulli(in[1], in[0]));
    }

    @ParameterizedTest
    @MethodSource("cumulative")
    void theSlopeOfTheDistributionFunctionIsTheDensity(Function<Tensor[], Cumulative> family) {
        Tape tape = new Tape();
        Tensor x = tape.watch(Tensor.of(EXACT, Shape.of(3), 0.1, 0.4, 0.7));
        Cumulative distribution = family.apply(new Tensor[] {number(1.3), number(0.8)});
        double[] slope = tape.gradients(distribution.cdf(x).sum()).of(x).toDoubles();
        double[] density = distribution.logProb(x.detach()).exp().toDoubles();
        assertThat(slope).containsExactly(density, within(1e-13));
    }

    @ParameterizedTest
    @MethodSource("cumulative")
    void gradientsOfDistributionFunctionsAndQuantilesAgreeWithDifferences(Function<Tensor[], Cumulative> family) {
        Tensor[] parameters = {number(1.3), number(0.8)};
        Tensor x = Tensor.of(EXACT, Shape.of(3), 0.1, 0.4, 0.7);
        GradientCheck.check(1, in -> family.apply(in).cdf(x), parameters).requireRight();
        if (family.apply(parameters) instanceof Quantile) {
            GradientCheck.check(2, in -> ((Quantile) family.apply(in)).quantile(in[2]), parameters[0], parameters[1], x)
                    .requireRight();
        }
    }

    private record Extreme(Function<Tensor[], Distribution> family, ImmutableList<Double> parameters) {
        static Extreme of(Function<Tensor[], Distribution> family, Double... parameters) {
            return new Extreme(family, ImmutableList.copyOf(parameters));
        }
    }

    static Stream<Extreme> extremes() {
        Stream.Builder<Extreme> all = Stream.builder();
        double[] ends = {1e-30, 1, 1e30};
        for (double first : ends) {
            all.add(Extreme.of(in -> new HalfNormal(in[0]), first));
            all.add(Extreme.of(in -> new HalfCauchy(in[0]), first));
            all.add(Extreme.of(in -> new Exponential(in[0]), first));
            all.add(Extreme.of(in -> new ChiSquared(in[0]), first));
            all.add(Extreme.of(in -> new Delta(in[0]), first));
            for (double second : ends) {
                all.add(Extreme.of(in -> new Normal(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new Laplace(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new Logistic(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new Gumbel(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new Cauchy(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new Gamma(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new InverseGamma(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new Beta(in[0], in[1]), first, second));
                all.add(Extreme.of(in -> new StudentT(in[0], in[0].constant(0), in[1]), first, second));
                all.add(Extreme.of(in -> new Dirichlet(Tensor.stack(-1, in[0], in[1], in[1])), first, second));
            }
        }
        for (double logits : new double[] {-800, 0, 800}) {
            for (double second : ends) {
                all.add(Extreme.of(in -> new LogNormal(in[0], in[1]), logits, second));
                all.add(Extreme.of(in -> new RelaxedBernoulli(in[1], in[0]), logits, second));
                all.add(Extreme.of(
                        in -> new RelaxedOneHotCategorical(in[1], Tensor.stack(-1, in[0], in[0].neg())),
                        logits,
                        second));
            }
        }
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void extremeParametersGiveNoNaN(Extreme extreme) {
        for (DType dtype : DType.values()) {
            Tape tape = new Tape();
            Tensor[] parameters = extreme.parameters().stream()
                    .map(value -> tape.watch(Tensor.scalar(dtype, value)))
                    .toArray(Tensor[]::new);
            Distribution distribution = extreme.family().apply(parameters);
            Tensor draws = tape.watch(distribution.sample(RandomStream.of(1), Shape.of(50)));
            String what = dtype + " " + distribution;
            assertThat(distribution.support().require("a draw of " + what, draws))
                    .isTrue();
            Tensor logProb = distribution.logProb(draws);
            assertThat(logProb.toDoubles()).as("log-probability of %s", what).doesNotContain(Double.NaN, 1 / 0.0);
            var gradients = tape.gradients(logProb.sum());
            assertThat(gradients.of(draws).toDoubles())
                    .as("gradient for draws of %s", what)
                    .doesNotContain(Double.NaN);
            for (Tensor parameter : parameters) {
                assertThat(gradients.of(parameter).item())
                        .as("gradient for %s of %s", parameter, what)
                        .isNotNaN();
            }
        }
    }
}

package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every distribution of single counts, found from its log-probabilities by sums. */
class CountsTest {
    /** A distribution of counts, of which almost all are below {@code most}. */
    record Family(String name, int most, Function<Tensor[], Distribution> make, ImmutableList<Double> parameters) {
        Family(String name, int most, Function<Tensor[], Distribution> make, double... parameters) {
            this(name, most, make, ImmutableList.copyOf(Doubles.asList(parameters)));
        }

        Tensor[] tensors(DType dtype) {
            return parameters.stream().map(x -> Tensor.scalar(dtype, x)).toArray(Tensor[]::new);
        }

        <D> D of(DType dtype, Class<D> capability) {
            return capability.cast(make.apply(tensors(dtype)));
        }

        /** The probabilities of all counts below {@code most}. */
        double[] probabilities() {
            return of(DType.FLOAT64, Distribution.class)
                    .logProb(counts(most))
                    .exp()
                    .toDoubles();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Family> families() {
        return Stream.of(
                new Family("Poisson(0)", 2, in -> new Poisson(in[0]), 0),
                new Family("Poisson(0.3)", 30, in -> new Poisson(in[0]), 0.3),
                new Family("Poisson(70.5)", 250, in -> new Poisson(in[0]), 70.5),
                new Family("Geometric(-1)", 150, in -> new Geometric(in[0]), -1),
                new Family("Geometric(2)", 30, in -> new Geometric(in[0]), 2),
                new Family("NegativeBinomial(0.4, 1)", 200, in -> new NegativeBinomial(in[0], in[1]), 0.4, 1),
                new Family("NegativeBinomial(30, -1)", 100, in -> new NegativeBinomial(in[0], in[1]), 30, -1),
                new Family("Binomial(0, 1)", 1, in -> new Binomial(0, in[0]), 1),
                new Family("Binomial(7, -1)", 8, in -> new Binomial(7, in[0]), -1),
                new Family("Binomial(200, 0.7)", 201, in -> new Binomial(200, in[0]), 0.7),
                new Family("Binomial(200, -800)", 201, in -> new Binomial(200, in[0]), -800),
                new Family("Binomial(200, 800)", 201, in -> new Binomial(200, in[0]), 800),
                new Family("BetaBinomial(9, 0.2, 0.5)", 10, in -> new BetaBinomial(9, in[0], in[1]), 0.2, 0.5),
                new Family("BetaBinomial(60, 5, 2)", 61, in -> new BetaBinomial(60, in[0], in[1]), 5, 2));
    }

    private static Tensor counts(int most) {
        return Tensor.of(
                DType.FLOAT64,
                Shape.of(most),
                IntStream.range(0, most).asDoubleStream().toArray());
    }

    @ParameterizedTest
    @MethodSource("families")
    void probabilitiesAddUpToOneAndGiveTheMoments(Family family) {
        double[] p = family.probabilities();
        double sum = 0;
        double mean = 0;
        double square = 0;
        for (int k = 0; k < p.length; k++) {
            sum += p[k];
            mean += k * p[k];
            square += (double) k * k * p[k];
        }
        Moments moments = family.of(DType.FLOAT64, Moments.class);
        assertThat(sum).isCloseTo(1, within(1e-12));
        assertThat(moments.mean().item()).isCloseTo(mean, within(1e-11 * Math.max(1, mean)));
        assertThat(moments.variance().item()).isCloseTo(square - mean * mean, within(1e-11 * Math.max(1, square)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void theModeIsMostProbable(Family family) {
        double[] p = family.probabilities();
        double mode = family.of(DType.FLOAT64, Mode.class).mode().item();
        assertThat(p[(int) mode])
                .isGreaterThanOrEqualTo(IntStream.range(0, p.length)
                        .mapToDouble(k -> p[k])
                        .max()
                        .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("families")
    void theDistributionFunctionIsTheRunningSumAndTheQuantileItsInverse(Family family) {
        double[] p = family.probabilities();
        Quantile quantile = family.of(DType.FLOAT64, Quantile.class);
        assertThat(quantile.cdf(Tensor.scalar(DType.FLOAT64, -0.5)).item()).isZero();
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum += p[k];
            Tensor cdf = quantile.cdf(Tensor.scalar(DType.FLOAT64, k + 0.3));
            assertThat(cdf.item()).isCloseTo(sum, within(1e-12));
            if (p[k] > 1e-10 && sum < 1 - 1e-10) {
                assertThat(quantile.quantile(cdf).item()).isEqualTo(k);
                assertThat(quantile.quantile(cdf.sub(p[k] / 2)).item()).isEqualTo(k);
                assertThat(quantile.quantile(cdf.add(1e-11)).item()).isEqualTo(k + 1);
            }
        }
        assertThat(quantile.quantile(Tensor.scalar(DType.FLOAT64, 0)).item()).isZero();
    }

    static Stream<Family> familiesWithEntropy() {
        return families().filter(family -> family.make().apply(family.tensors(DType.FLOAT64)) instanceof Entropy);
    }

    @ParameterizedTest
    @MethodSource("familiesWithEntropy")
    void theEntropyIsTheSumOfItsParts(Family family) {
        double entropy = 0;
        for (double p : family.probabilities()) {
            entropy -= p == 0 ? 0 : p * Math.log(p);
        }
        assertThat(family.of(DType.FLOAT64, Entropy.class).entropy().item()).isCloseTo(entropy, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("families")
    void drawsFollowTheProbabilities(Family family) {
        double[] p = family.probabilities();
        int draws = 50_000;
        for (DType dtype : DType.values()) {
            long[] counts = new long[p.length];
            for (double draw : family.of(dtype, Distribution.class)
                    .sample(RandomStream.of(3), Shape.of(draws))
                    .toDoubles()) {
                counts[(int) Math.min(draw, p.length - 1.0)]++;
            }
            requirePooled(counts, p, draws);
        }
    }

    /** Neighbouring counts together, until twenty are expected. */
    private static void requirePooled(long[] counts, double[] p, int draws) {
        List<double[]> cells = new ArrayList<>();
        double[] cell = new double[2];
        for (int k = 0; k < p.length; k++) {
            cell[0] += counts[k];
            cell[1] += p[k];
            if (cell[1] * draws >= 20) {
                cells.add(cell);
                cell = new double[2];
            }
        }
        double[] last = cells.get(cells.size() - 1);
        last[0] += cell[0];
        last[1] += cell[1];
        if (cells.size() == 1) {
            assertThat(last[0]).isEqualTo(draws);
        } else {
            Goodness.requireFrequencies(
                    cells.stream().mapToLong(c -> (long) c[0]).toArray(),
                    cells.stream().mapToDouble(c -> c[1]).toArray());
        }
    }

    /** At the end of what parameters can be there are no differences. */
    static Stream<Family> familiesWithNeighbours() {
        return families()
                .filter(family ->
                        !family.name().equals("Poisson(0)") && !family.name().contains("800"));
    }

    @ParameterizedTest
    @MethodSource("familiesWithNeighbours")
    void gradientsAgreeWithDifferences(Family family) {
        Tensor values = counts(family.most());
        GradientCheck.check(5, in -> family.make().apply(in).logProb(values), family.tensors(DType.FLOAT64))
                .requireRight();
    }

    @ParameterizedTest
    @MethodSource("families")
    void whatIsNoCountIsRefused(Family family) {
        Distribution distribution = family.of(DType.FLOAT64, Distribution.class);
        for (double value : new double[] {-1, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> distribution.logProb(Tensor.scalar(DType.FLOAT64, value)))
                    .withMessageStartingWith(
                            "a value of " + distribution.getClass().getSimpleName() + " is " + value)
                    .withMessageContaining("the whole numbers");
        }
    }

    @Test
    void gradientsOfDistributionFunctionsAgreeWithDifferences() {
        Tensor values = Tensor.of(DType.FLOAT64, Shape.of(3), 0, 2, 5);
        Tensor two = Tensor.scalar(DType.FLOAT64, 2);
        GradientCheck.check(1, in -> new Poisson(in[0]).cdf(values), two).requireRight();
        GradientCheck.check(1, in -> new Geometric(in[0]).cdf(values), two).requireRight();
        GradientCheck.check(1, in -> new NegativeBinomial(two, in[0]).cdf(values), two.sub(1.5))
                .requireRight();
        GradientCheck.check(1, in -> new Binomial(6, in[0]).cdf(values), two).requireRight();
        GradientCheck.check(1, in -> new Geometric(in[0]).entropy(), two).requireRight();
    }

    @Test
    void slipsOfParametersAreNamed() {
        Tensor bad = Tensor.of(DType.FLOAT64, Shape.of(2), 1, -3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Poisson(bad))
                .withMessage("Poisson's rate at [1] is -3.0, expected one of the non-negative numbers (shape [2])");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaBinomial(4, bad, bad))
                .withMessageStartingWith("BetaBinomial's concentration1 at [1] is -3.0, expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Binomial(-2, bad))
                .withMessage("Binomial's total is -2, expected zero or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NegativeBinomial(Tensor.full(DType.FLOAT64, Shape.of(3), 1), bad))
                .withMessageStartingWith("NegativeBinomial's parameters: ");
    }

    @Test
    void askingForTheGradientOfAnIncompleteBetaFunctionByItsShapeIsAnError() {
        Tape tape = new Tape();
        Tensor total = tape.watch(Tensor.scalar(DType.FLOAT64, 2));
        Tensor cdf = new NegativeBinomial(total, total.constant(0)).cdf(total.constant(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tape.gradients(cdf))
                .withMessageContaining("detach()");
    }
}

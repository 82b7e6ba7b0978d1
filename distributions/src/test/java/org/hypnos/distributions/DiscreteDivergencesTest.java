package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Closed forms are the sums of p (log p - log q). */
class DiscreteDivergencesTest {
    private static final KullbackLeibler TABLE = KullbackLeibler.closedForms();

    /** A family, parameters of p and of q, and all events but those that are too rare to matter. */
    record Pair(String name, Function<Tensor, Distribution> family, Tensor p, Tensor q, Tensor events) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    private static Tensor numbers(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    private static Tensor upTo(int n) {
        return numbers(IntStream.range(0, n).asDoubleStream().toArray());
    }

    /** Counts of three things that add up to two. */
    private static Tensor pairsOfThree() {
        return numbers(2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 1, 0, 1, 0, 1, 0, 1, 1).reshape(Shape.of(6, 3));
    }

    static Stream<Pair> pairs() {
        Tensor p = numbers(0, 1, -2);
        Tensor q = numbers(1, 0.5, 0);
        return Stream.of(
                new Pair("Bernoulli", Bernoulli::new, number(0.7), number(-1.2), upTo(2)),
                new Pair("Categorical", Categorical::new, p, q, upTo(3)),
                new Pair("OneHotCategorical", OneHotCategorical::new, p, q, upTo(3).oneHot(3)),
                new Pair("Poisson", Poisson::new, number(3), number(5), upTo(100)),
                new Pair("Geometric", Geometric::new, number(0.7), number(-1.2), upTo(100)),
                new Pair("Binomial", logits -> new Binomial(7, logits), number(0.7), number(-1.2), upTo(8)),
                new Pair("Multinomial", logits -> new Multinomial(2, logits), p, q, pairsOfThree()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void divergencesAreSums(Pair pair) {
        Distribution p = pair.family().apply(pair.p());
        Distribution q = pair.family().apply(pair.q());
        Tensor logP = p.logProb(pair.events());
        double sum = logP.exp().mul(logP.sub(q.logProb(pair.events()))).sum().item();
        assertThat(TABLE.of(p, q).item()).isCloseTo(sum, within(1e-12));
        assertThat(TABLE.of(p, p).item()).isCloseTo(0, within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void divergencesHaveGradients(Pair pair) {
        GradientCheck.check(
                        1,
                        in -> TABLE.of(pair.family().apply(in[0]), pair.family().apply(in[1])),
                        pair.p(),
                        pair.q())
                .requireWithin(1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "800, 800, 0",
        "800, -800, 800",
        "-800, 800, 800",
        "-800, 1, 1.3132616875182228",
        "0, 800, 399.3068528194400547"
    })
    void certainBernoullisHaveTheirLimits(double p, double q, double divergence) {
        assertThat(TABLE.of(new Bernoulli(number(p)), new Bernoulli(number(q))).item())
                .isCloseTo(divergence, within(1e-10));
    }

    /** Where both succeed rarely, log(p / q) + q / p - 1. */
    @ParameterizedTest
    @CsvSource({"-800, -800, 0", "-801, -800, 0.71828182845904524", "-39.9, -39.9, 0", "800, 800, 0"})
    void rareSuccessesHaveTheirLimits(double p, double q, double divergence) {
        Tensor found = TABLE.of(new Geometric(number(p)), new Geometric(number(q)));
        assertThat(found.item()).isCloseTo(divergence, within(1e-12));
    }

    @Test
    void choicesThatNeverHappenDoNotCount() {
        Tape tape = new Tape();
        Tensor p = tape.watch(numbers(0, Double.NEGATIVE_INFINITY, 0));
        Tensor q = tape.watch(numbers(0, Double.NEGATIVE_INFINITY, 1));
        Tensor divergence = TABLE.of(new Categorical(p), new Categorical(q));
        assertThat(divergence.item()).isCloseTo(0.12011450695827751, within(1e-15));
        assertThat(tape.gradients(divergence).of(p).toDoubles()).doesNotContain(Double.NaN);
        assertThat(tape.gradients(divergence).of(q).toDoubles()).doesNotContain(Double.NaN);
        assertThat(TABLE.of(new Categorical(numbers(0, 0, 0)), new Categorical(q))
                        .item())
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aRateOfZeroHasItsLimits() {
        assertThat(TABLE.of(new Poisson(numbers(0, 0, 2)), new Poisson(numbers(0, 3, 0)))
                        .toDoubles())
                .containsExactly(0, 3, Double.POSITIVE_INFINITY);
    }

    @Test
    void choicesMustBeAsMany() {
        assertThatThrownBy(() -> TABLE.of(new Categorical(numbers(0, 1)), new Categorical(numbers(0, 1, 2))))
                .hasMessage("KL(p || q) needs as many choices of p as of q, found logits of shape [2] and [3]");
        assertThatThrownBy(() -> TABLE.of(new Binomial(2, number(0)), new Binomial(3, number(0))))
                .hasMessage("KL(p || q) has a closed form for as many trials of p as of q, found 2 and 3");
    }
}

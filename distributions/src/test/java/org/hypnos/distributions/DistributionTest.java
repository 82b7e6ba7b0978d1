package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every distribution keeps to. */
class DistributionTest {
    private static final Tensor THREE_NUMBERS = Tensor.of(DType.FLOAT64, Shape.of(3), -1, 0.1, 7);

    /** A distribution by its parameters' shape; {@code extra} is the extent of an axis of choices, 1 where there is none. */
    record Family(String name, int extra, Function<Tensor, Distribution> make) {
        Distribution of(Shape batch) {
            Shape shape = extra == 1 ? batch : batch.concat(Shape.of(extra));
            return make.apply(numbers(shape));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Tensor numbers(Shape shape) {
        return RandomStream.of(shape.hashCode()).normal(shape, Tensor.scalar(DType.FLOAT64, 0));
    }

    static Stream<Family> families() {
        return Stream.of(
                new Family("Bernoulli", 1, Bernoulli::new),
                new Family("Normal", 1, x -> new Normal(x, x.exp())),
                new Family("Normal of one scale", 1, x -> new Normal(x, Tensor.scalar(DType.FLOAT64, 2))),
                new Family("Normal, parameters broadcast", 1, x -> new Normal(x.slice(0, 0, 1), x.exp())),
                new Family("Categorical", 5, Categorical::new),
                new Family("OneHotCategorical", 5, OneHotCategorical::new),
                new Family("DiscreteFinite", 3, x -> new DiscreteFinite(THREE_NUMBERS, x)),
                new Family("Binomial", 1, x -> new Binomial(9, x)),
                new Family("Geometric", 1, Geometric::new),
                new Family("Poisson", 1, x -> new Poisson(x.exp())),
                new Family("NegativeBinomial", 1, x -> new NegativeBinomial(x.exp(), x)),
                new Family(
                        "BetaBinomial",
                        1,
                        x -> new BetaBinomial(9, x.exp(), x.neg().exp())),
                new Family("Multinomial", 3, x -> new Multinomial(9, x)),
                new Family("Independent Bernoulli", 3, x -> new Bernoulli(x).toEvent(1)),
                new Family("Independent Normal", 3, x -> new Normal(x, x.exp()).toEvent(1)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void shapesAreSamplePlusBatchPlusEvent(Family family) {
        for (Shape batch : new Shape[] {Shape.of(1), Shape.of(3), Shape.of(2, 3)}) {
            Distribution distribution = family.of(batch);
            assertThat(distribution.batchShape()).isEqualTo(batch);
            for (Shape sample : new Shape[] {Shape.SCALAR, Shape.of(4), Shape.of(4, 2)}) {
                Tensor draw = distribution.sample(RandomStream.of(1), sample);
                assertThat(draw.shape()).isEqualTo(sample.concat(batch).concat(distribution.eventShape()));
                assertThat(distribution.logProb(draw).shape()).isEqualTo(sample.concat(batch));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void theSameKeyDrawsTheSame(Family family) {
        Distribution distribution = family.of(Shape.of(2, 3));
        Tensor draw = distribution.sample(RandomStream.of(7, 3, "h"), Shape.of(40));
        assertThat(draw.toDoubles())
                .isEqualTo(distribution
                        .sample(RandomStream.of(7, 3, "h"), Shape.of(40))
                        .toDoubles())
                .isNotEqualTo(distribution
                        .sample(RandomStream.of(7, 4, "h"), Shape.of(40))
                        .toDoubles())
                .isNotEqualTo(distribution
                        .sample(RandomStream.of(7, 3, "g"), Shape.of(40))
                        .toDoubles());
    }

    @ParameterizedTest
    @MethodSource("families")
    void drawsOfManyRowsAreThoseOfEachRow(Family family) {
        Distribution distribution = family.of(Shape.of(4));
        RandomStream stream = RandomStream.of(7, 3, "wake", "h");
        int size = 4 * distribution.eventShape().size();
        Tensor all = distribution.sample(stream.rows(0, 3, 0, 5), Shape.of(3, 5));
        for (int particle = 0; particle < 3; particle++) {
            for (int datum = 0; datum < 5; datum++) {
                Tensor row = distribution.sample(stream.rows(particle, 1, datum, 1), Shape.of(1, 1));
                for (int i = 0; i < size; i++) {
                    assertThat(row.get(i)).isEqualTo(all.get((particle * 5 + datum) * size + i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void logProbsOfABatchAreThoseOneByOne(Family family) {
        Distribution distribution = family.of(Shape.of(2, 3));
        Tensor draws = distribution.sample(RandomStream.of(8), Shape.of(6));
        Tensor all = distribution.logProb(draws);
        for (int i = 0; i < 6; i++) {
            Tensor one = distribution.logProb(draws.slice(0, i, i + 1));
            double[] expected = all.slice(0, i, i + 1).toDoubles();
            assertThat(one.toDoubles()).containsExactly(expected, within(1e-13));
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void drawsAreInTheSupportAndHaveAProbability(Family family) {
        Distribution distribution = family.of(Shape.of(2, 3));
        Tensor draws = distribution.sample(RandomStream.of(9), Shape.of(100));
        assertThat(distribution.support().require("draw", draws)).isTrue();
        assertThat(distribution.logProb(draws).toDoubles()).doesNotContain(Double.NaN, Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @MethodSource("broadcasting")
    void parametersOfManyShapesScoreAsSingleNumbersDo(Shape left, Shape right) {
        Tensor location = numbers(left);
        Tensor scale = numbers(right).exp();
        Normal normal = new Normal(location, scale);
        assertThat(normal.batchShape()).isEqualTo(left.broadcast(right));
        Tensor draw = normal.sample(RandomStream.of(1), Shape.of(2));
        Tensor logProb = normal.logProb(draw);
        Tensor locations = location.broadcastTo(draw.shape());
        Tensor scales = scale.broadcastTo(draw.shape());
        for (int i = 0; i < draw.shape().size(); i++) {
            Normal single = new Normal(number(locations.get(i)), number(scales.get(i)));
            assertThat(logProb.get(i))
                    .isCloseTo(single.logProb(number(draw.get(i))).item(), within(1e-13));
        }
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    static Stream<Arguments> broadcasting() {
        return Stream.of(
                Arguments.of(Shape.SCALAR, Shape.SCALAR),
                Arguments.of(Shape.of(3), Shape.SCALAR),
                Arguments.of(Shape.of(2, 1), Shape.of(3)),
                Arguments.of(Shape.of(4), Shape.of(2, 3, 4)),
                Arguments.of(Shape.of(2, 1, 4), Shape.of(3, 1)));
    }
}

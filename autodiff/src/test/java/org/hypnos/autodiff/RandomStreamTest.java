package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomStreamTest {
    private static final int FIRST_PARTICLE = 3;
    private static final int PARTICLES = 4;
    private static final int FIRST_DATUM = 10;
    private static final int DATA = 5;
    private static final int PER_ROW = 37;

    /** A way to draw a tensor of a given shape. */
    private record Kind(String name, DType dtype, Draw draw) {
        Tensor of(RandomStream random, int... dims) {
            return draw.of(random, Shape.of(dims), dtype);
        }

        @Override
        public String toString() {
            return name + " " + dtype;
        }
    }

    private interface Draw {
        Tensor of(RandomStream random, Shape shape, DType dtype);
    }

    static Stream<Kind> kinds() {
        return Stream.of(DType.values())
                .flatMap(dtype -> Stream.of(
                        new Kind("uniform", dtype, (r, shape, t) -> r.uniform(shape, Tensor.scalar(t, 0))),
                        new Kind("normal", dtype, (r, shape, t) -> r.normal(shape, Tensor.scalar(t, 0))),
                        new Kind("bernoulli", dtype, (r, shape, t) -> r.bernoulli(shape, Tensor.scalar(t, 0.3))),
                        new Kind(
                                "categorical",
                                dtype,
                                (r, shape, t) -> r.categorical(shape, Tensor.zeros(t, Shape.of(9))))));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSameAddressGivesTheSameDraws(Kind kind) {
        Tensor once = kind.of(address(7, 2, "wake", "h"), 100);
        Tensor again = kind.of(address(7, 2, "wake", "h"), 100);
        assertThat(again.toDoubles()).isEqualTo(once.toDoubles());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anotherAddressGivesOtherDraws(Kind kind) {
        List<RandomStream> streams = List.of(
                address(7, 2, "wake", "h"),
                address(8, 2, "wake", "h"),
                address(7, 3, "wake", "h"),
                address(7, 2, "sleep", "h"),
                address(7, 2, "wake", "z"),
                address(7, 2, "wakeh"),
                address(7, 2, "h", "wake"),
                address(7, 2),
                address(2, 7, "wake", "h"),
                address(-7, 2, "wake", "h"));
        assertThat(distinct(streams.stream().map(random -> kind.of(random, 100))))
                .hasSize(streams.size());
    }

    private static Set<List<Double>> distinct(Stream<Tensor> draws) {
        return draws.map(draw -> Arrays.stream(draw.toDoubles()).boxed().toList())
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRowDoesNotDependOnOtherRows(Kind kind) {
        RandomStream all = address(7, 2, "h").rows(FIRST_PARTICLE, PARTICLES, FIRST_DATUM, DATA);
        for (int draw = 0; draw < 2; draw++) {
            Tensor together = kind.of(all, PARTICLES, DATA, PER_ROW);
            for (int row = 0; row < PARTICLES * DATA; row++) {
                RandomStream one = address(7, 2, "h").rows(FIRST_PARTICLE + row / DATA, 1, FIRST_DATUM + row % DATA, 1);
                Tensor alone = kind.of(one, 1, 1, PER_ROW);
                for (int earlier = 0; earlier < draw; earlier++) {
                    alone = kind.of(one, 1, 1, PER_ROW);
                }
                Tensor expected =
                        together.reshape(Shape.of(PARTICLES * DATA, PER_ROW)).slice(0, row, row + 1);
                assertThat(alone.toDoubles()).isEqualTo(expected.toDoubles());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void rowsDiffer(Kind kind) {
        RandomStream random = RandomStream.of(5).rows(0, PARTICLES, 0, DATA);
        Tensor draw = kind.of(random, PARTICLES * DATA, 100);
        Stream<Tensor> rows =
                Stream.iterate(0, row -> row + 1).limit(PARTICLES * DATA).map(row -> draw.slice(0, row, row + 1));
        assertThat(distinct(rows)).hasSize(PARTICLES * DATA);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void successiveDrawsDiffer(Kind kind) {
        RandomStream random = RandomStream.of(5).rows(0, 2, 0, 3);
        Stream<Tensor> draws = Stream.generate(() -> kind.of(random, 6, 20)).limit(50);
        assertThat(distinct(draws)).hasSize(50);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aLongerRowBeginsLikeAShorterOne(Kind kind) {
        double[] longer = kind.of(RandomStream.of(9), 1000).toDoubles();
        for (int n : new int[] {1, 15, 16, 17, 31, 33, 100, 999}) {
            assertThat(kind.of(RandomStream.of(9), n).toDoubles()).isEqualTo(Arrays.copyOf(longer, n));
        }
    }

    @Test
    void aRowsOwnStreamDoesNotDependOnOtherRows() {
        RandomStream all = RandomStream.of(5).rows(FIRST_PARTICLE, PARTICLES, FIRST_DATUM, DATA);
        for (int row = 0; row < all.rowCount(); row++) {
            RandomStream one = RandomStream.of(5).rows(FIRST_PARTICLE + row / DATA, 1, FIRST_DATUM + row % DATA, 1);
            assertThat(numbers(all.row(row))).isEqualTo(numbers(one.row(0)));
        }
        assertThat(numbers(all.row(1))).isNotEqualTo(numbers(all.row(2)));
    }

    private static long[] numbers(RandomStream random) {
        return LongStream.generate(random::nextLong).limit(20).toArray();
    }

    @Test
    void numbersOneByOneDiffer() {
        assertThat(numbers(RandomStream.of(1))).doesNotHaveDuplicates();
    }

    @Test
    void numbersOneByOneDoNotDisturbBulkDraws() {
        RandomStream random = RandomStream.of(4);
        assertThat(random.nextLong()).isNotZero();
        Tensor like = Tensor.scalar(DType.FLOAT32, 0);
        assertThat(random.uniform(Shape.of(9), like).toDoubles())
                .isEqualTo(RandomStream.of(4).uniform(Shape.of(9), like).toDoubles());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aDrawHasTheTypeAndShapeAskedFor(Kind kind) {
        Tensor draw = kind.of(RandomStream.of(1).rows(0, 2, 0, 3), 2, 3, 4);
        assertThat(draw.dtype()).isEqualTo(kind.dtype());
        assertThat(draw.shape()).isEqualTo(Shape.of(2, 3, 4));
    }

    @Test
    void logitsAreRepeatedOverRows() {
        RandomStream random = RandomStream.of(1).rows(0, 2, 0, 3);
        Tensor logits = Tensor.of(Shape.of(3, 2), 100, -100, -100, 100, 100, 100);
        assertThat(random.bernoulli(Shape.of(2, 3, 2), logits).toDoubles())
                .isEqualTo(new double[] {1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1});
        assertThat(random.bernoulli(Shape.of(2, 3, 2), logits.slice(0, 0, 1)).toDoubles())
                .isEqualTo(new double[] {1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0});
    }

    @Test
    void logitsAreRepeatedWithinARowToo() {
        RandomStream random = RandomStream.of(1).rows(0, 1, 0, 3);
        Tensor logits = Tensor.of(Shape.of(3), 100, -100, 100);
        assertThat(random.bernoulli(Shape.of(2, 3), logits).toDoubles()).isEqualTo(new double[] {1, 0, 1, 1, 0, 1});
        assertThat(random.bernoulli(Shape.of(4, 3, 3), logits).toDoubles())
                .isEqualTo(Tensor.of(Shape.of(3), 1, 0, 1)
                        .broadcastTo(Shape.of(4, 3, 3))
                        .toDoubles());
    }

    @Test
    void infiniteLogitsAreCertain() {
        Tensor logits = Tensor.of(Shape.of(2), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
        Tensor draws = RandomStream.of(1).bernoulli(Shape.of(1000, 2), logits);
        assertThat(draws.sum(0).toDoubles()).isEqualTo(new double[] {1000, 0});
    }

    @Test
    void choicesAreCertainWhereOneLogitIs() {
        double never = Double.NEGATIVE_INFINITY;
        Tensor logits = Tensor.of(DType.FLOAT64, Shape.of(2, 3), never, 5, never, -800, 0, 800);
        assertThat(RandomStream.of(1)
                        .categorical(Shape.of(1000, 2), logits)
                        .sum(0)
                        .toDoubles())
                .isEqualTo(new double[] {1000, 2000});
    }

    @Test
    void choicesNeedTheShapeOfTheirLogits() {
        Tensor logits = Tensor.zeros(DType.FLOAT32, Shape.of(2, 3));
        assertThatThrownBy(() -> RandomStream.of(1).categorical(Shape.of(2, 3), logits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("draws of shape [2, 3] do not fit logits of shape [2, 3]");
    }

    @Test
    void aShapeThatDoesNotDivideIntoRowsIsAnError() {
        RandomStream random = RandomStream.of(1).rows(0, 2, 0, 3);
        assertThatThrownBy(() -> random.uniform(Shape.of(4), Tensor.scalar(DType.FLOAT32, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[4]", "6 rows");
    }

    private static RandomStream address(long seed, long step, String... names) {
        return RandomStream.of(seed, step, names);
    }
}

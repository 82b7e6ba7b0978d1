package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static Tensor counting(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.of(
                DType.FLOAT64,
                shape,
                IntStream.range(0, shape.size()).asDoubleStream().toArray());
    }

    @Test
    void fewValuesAreAllThere() {
        assertThat(Tensor.of(Shape.of(2), 1, 2)).hasToString("Tensor[2] FLOAT32 [1, 2]");
        assertThat(Tensor.scalar(DType.FLOAT64, 0.5)).hasToString("Tensor[] FLOAT64 0.5");
        assertThat(counting(2, 3)).hasToString("Tensor[2, 3] FLOAT64 [[0, 1, 2], [3, 4, 5]]");
        assertThat(Excerpt.of(counting(16))).isEqualTo("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]");
    }

    @Test
    void ofManyTheFirstAndTheLast() {
        assertThat(Excerpt.of(counting(17))).isEqualTo("[0, 1, 2, ..., 14, 15, 16]");
        assertThat(Excerpt.of(counting(3, 6))).isEqualTo("""
                        [[0, 1, 2, 3, 4, 5],
                         [6, 7, 8, 9, 10, 11],
                         [12, 13, 14, 15, 16, 17]]""");
        assertThat(Excerpt.of(counting(2, 7, 10))).isEqualTo("""
                        [[[0, 1, 2, ..., 7, 8, 9],
                          [10, 11, 12, ..., 17, 18, 19],
                          [20, 21, 22, ..., 27, 28, 29],
                          ...,
                          [40, 41, 42, ..., 47, 48, 49],
                          [50, 51, 52, ..., 57, 58, 59],
                          [60, 61, 62, ..., 67, 68, 69]],
                         [[70, 71, 72, ..., 77, 78, 79],
                          [80, 81, 82, ..., 87, 88, 89],
                          [90, 91, 92, ..., 97, 98, 99],
                          ...,
                          [110, 111, 112, ..., 117, 118, 119],
                          [120, 121, 122, ..., 127, 128, 129],
                          [130, 131, 132, ..., 137, 138, 139]]]""");
    }

    @Test
    void numbersAreShort() {
        double[] values = {1.0 / 3, -12345.678, 1234567890, 1e-9, 0.1f, -0.0, Double.NaN, Double.NEGATIVE_INFINITY};
        assertThat(Excerpt.of(Tensor.of(DType.FLOAT64, Shape.of(8), values)))
                .isEqualTo("[0.33333, -12346, 1.2346E9, 1E-9, 0.1, -0, NaN, -Infinity]");
    }

    @Test
    void aTensorWhoseStepIsOverShowsNoValues() {
        Workspace workspace = new Workspace(Engine.plain());
        Tensor x = workspace.adopt(Tensor.of(Shape.of(2), 1, 2)).neg();
        assertThat(x).hasToString("Tensor[2] FLOAT32 [-1, -2]");
        workspace.reset();
        assertThat(x).hasToString("Tensor[2] FLOAT32");
    }
}

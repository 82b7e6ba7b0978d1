package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.hypnos.autodiff.internal.kernels.Lines;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NonZerosTest {
    private static final int ROWS = 37;
    private static final int K = 45;
    private static final int N = 131;

    static Stream<Arguments> settings() {
        return Stream.of(DType.values())
                .flatMap(dtype ->
                        Stream.of(Engine.plain(), Engine.fastest()).map(engine -> Arguments.of(dtype, engine)));
    }

    /** About one number in eight is not zero; some rows and columns are empty. */
    private static Tensor sparse(DType dtype, Shape shape) {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            boolean empty = i / shape.dim(-1) % 7 == 3 || i % shape.dim(-1) == 11;
            values[i] = empty || random.nextInt(7) > 0 ? 0 : random.nextBoolean() ? 1 : -0.75;
        }
        return Tensor.of(dtype, shape, values);
    }

    private static Tensor dense(DType dtype, long seed, int... dims) {
        return RandomStream.of(seed).normal(Shape.of(dims), Tensor.scalar(dtype, 0));
    }

    @Test
    void listsRowsAndColumns() {
        Tensor x = Tensor.of(Shape.of(3, 4), 0, 0, 5, 0, 0, 0, 0, 0, -1, 0, 2, -0f);
        NonZeros few = x.nonZeros();
        assertThat(few.byRow().start()).startsWith(0, 1, 1, 3);
        assertThat(few.byRow().index()).startsWith(2, 0, 2);
        few.listByColumn(Workspace.HEAP);
        Lines columns = few.byColumn();
        assertThat(columns.start()).startsWith(0, 1, 1, 3, 3);
        assertThat(columns.index()).startsWith(2, 0, 2);
        assertThat(x.reshape(Shape.of(1, 3, 4)).knownNonZeros()).isSameAs(few);
    }

    @Test
    void anotherRowLengthHasOtherLists() {
        Tensor x = Tensor.of(Shape.of(2, 4), 0, 0, 5, 0, 0, 0, 0, 0);
        assertThat(x.nonZeros()).isNotNull();
        assertThat(x.reshape(Shape.of(4, 2)).nonZeros().byRow().start()).startsWith(0, 0, 1, 1, 1);
    }

    @Test
    void onlyConstantsWithFewOnesAreListed() {
        assertThat(dense(DType.FLOAT32, 1, 8, 8).nonZeros()).isNull();
        assertThat(Tensor.of(Shape.of(4), Float.NaN, 0, 0, 0).nonZeros()).isNotNull();
        assertThat(Tensor.of(Shape.of(4), 1, 2, 0, 0).nonZeros()).isNull();
        Tensor zeros = Tensor.zeros(DType.FLOAT32, Shape.of(8, 8));
        assertThat(new Tape().watch(zeros).nonZeros()).isNull();
    }

    /** The product of what is recorded is that of all numbers. */
    @ParameterizedTest
    @MethodSource("settings")
    @Tag("bits")
    void productsAreThoseOfAllNumbers(DType dtype, Engine engine) {
        Workspace workspace = new Workspace(engine);
        Tensor x = workspace.adopt(sparse(dtype, Shape.of(ROWS, K)));
        Tensor w = dense(dtype, 1, K, N);
        Tensor b = dense(dtype, 2, N);
        Tensor recorded = new Tape(workspace).watch(x);
        assertThat(Numbers.bits(x.matmul(w))).isEqualTo(Numbers.bits(recorded.matmul(w)));
        assertThat(Numbers.bits(x.affine(w, b))).isEqualTo(Numbers.bits(recorded.affine(w, b)));
        assertThat(x.knownNonZeros()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("settings")
    @Tag("bits")
    void descentsAreThoseOfAllNumbers(DType dtype, Engine engine) {
        Tensor x = sparse(dtype, Shape.of(ROWS, K));
        assertThat(Numbers.bits(moved(engine, x, true))).isEqualTo(Numbers.bits(moved(engine, x, false)));
    }

    private static Tensor moved(Engine engine, Tensor x, boolean listed) {
        Workspace workspace = new Workspace(engine);
        Tensor left = workspace.adopt(x);
        if (listed) {
            left.nonZeros().listByColumn(workspace);
        }
        Parameter parameter = new Parameter("w", dense(x.dtype(), 1, K, N));
        Tensor right = dense(x.dtype(), 2, ROWS, N);
        Tensor scale = dense(x.dtype(), 3, ROWS);
        Descent descent = new Descent(parameter, new UpdateRule.Momentum(0));
        descent.begin(
                List.of(
                        new GradientTerm.Factors(parameter.shape(), left, right, scale),
                        new GradientTerm.Factors(parameter.shape(), left, right, null)),
                0.1);
        for (int panel = 0; panel < descent.panels(); panel++) {
            descent.run(panel, workspace);
        }
        return parameter.value();
    }
}

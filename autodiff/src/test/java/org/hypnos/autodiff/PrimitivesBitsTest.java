package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hypnos.autodiff.Primitives.Arguments;
import org.hypnos.autodiff.Primitives.Primitive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every primitive of the table and its gradients have the same bits in both engines; where there is one engine, it is
 * compared with itself. Special numbers and the compiler's turn are the matter of the kernels' own test.
 */
@Tag("bits")
class PrimitivesBitsTest {
    private static final int[] SIZES = {1, 2, 13, 16, 33, 100};
    private static final int COLUMNS = 37;

    static Stream<Primitive> primitives() {
        return Primitives.table().stream();
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void theSameBits(Primitive primitive) {
        for (DType dtype : DType.values()) {
            for (int n : SIZES) {
                var inputs = new PrimitivesProperties.Case(primitive, inputs(primitive.arguments(), n));
                assertThat(results(inputs, dtype, Engine.fastest()))
                        .as("value and gradients in %s, n = %s", dtype, n)
                        .containsExactly(results(inputs, dtype, Engine.plain()).toArray(long[][]::new));
            }
        }
    }

    /** The bits of the value and of the gradient for each variable. */
    private static List<long[]> results(PrimitivesProperties.Case inputs, DType dtype, Engine engine) {
        Workspace workspace = new Workspace(engine);
        Tape tape = new Tape(workspace);
        Tensor[] variables = Stream.of(inputs.variables())
                .map(variable -> tape.watch(workspace.adopt(variable.to(dtype))))
                .toArray(Tensor[]::new);
        Tensor value = inputs.at(variables);
        Tensor seed = workspace.adopt(tame(9, value.shape()).to(dtype));
        Gradients gradients = tape.gradients(value, seed);
        List<long[]> bits = new ArrayList<>(List.of(Numbers.bits(value)));
        for (Tensor variable : variables) {
            bits.add(Numbers.bits(gradients.of(variable)));
        }
        return bits;
    }

    /** Inputs with {@code n} along the axis that matters. */
    private static List<Tensor> inputs(Arguments arguments, int n) {
        Shape row = Shape.of(n);
        Shape rows = Shape.of(3, n);
        return switch (arguments) {
            case ANY, NOT_ZERO -> List.of(tame(1, rows));
            case POSITIVE -> List.of(Numbers.positive(1, rows));
            case DISTINCT -> List.of(Numbers.distinct(1, rows));
            case PAIR, QUOTIENT -> List.of(tame(1, rows), tame(2, row));
            case POWER -> List.of(Numbers.positive(1, Shape.of(3, 1)), tame(2, rows));
            case CHOICE -> List.of(Numbers.whole(1, row, 2), tame(2, rows), tame(3, Shape.of(3, 1)));
            case ROWS_AND_MATRIX -> List.of(tame(1, rows), tame(2, Shape.of(n, COLUMNS)));
            case ROWS_MATRIX_AND_BIAS ->
                List.of(tame(1, rows), tame(2, Shape.of(n, COLUMNS)), tame(3, Shape.of(COLUMNS)));
            case ROWS_AND_TRANSPOSED -> List.of(tame(1, rows), tame(2, Shape.of(COLUMNS, n)));
            case ROWS_AND_ROWS -> List.of(tame(1, rows), tame(2, Shape.of(3, COLUMNS)));
            case VALUES_AND_LOGITS -> List.of(tame(1, row), tame(2, rows));
            case ROWS_AND_INDEX -> List.of(tame(1, rows), Numbers.whole(2, Shape.of(3), n));
            case SQUARE_MATRICES -> List.of(tame(1, Shape.of(2, n, n)));
            case MATRICES_AND_MATRICES -> List.of(tame(1, Shape.of(3, n, 2)), tame(2, Shape.of(3, 2, COLUMNS)));
            case TRIANGLES_AND_MATRICES -> List.of(triangles(n), tame(2, Shape.of(2, n, 3)));
            case AUTOREGRESSIVE_NET ->
                List.of(
                        Numbers.whole(1, Shape.of(2, 3, n), 2),
                        tame(2, Shape.of(3, COLUMNS)),
                        tame(3, Shape.of(n, COLUMNS)),
                        tame(4, Shape.of(COLUMNS, n)));
        };
    }

    private static Tensor triangles(int n) {
        Tensor diagonal = Tensor.full(DType.FLOAT64, Shape.of(n), 2).diagonalMatrix();
        return tame(1, Shape.of(2, n, n)).lowerTriangle(-1).mul(0.1).add(diagonal);
    }

    private static Tensor tame(long seed, Shape shape) {
        return Tensor.of(DType.FLOAT64, shape, Numbers.tame(seed, shape.size()));
    }
}

package org.hypnos.autodiff;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;

/** The table of primitives: all there are, each with the inputs it takes. Properties run over this list. */
public final class Primitives {
    private Primitives() {}

    /** What inputs a primitive takes. */
    public enum Arguments {
        /** One tensor with at least one axis. */
        ANY,
        /** One tensor of positive numbers with at least one axis. */
        POSITIVE,
        /** One tensor of numbers away from zero with at least one axis. */
        NOT_ZERO,
        /** One tensor of numbers apart from each other with at least one axis. */
        DISTINCT,
        /** Two tensors that broadcast. */
        PAIR,
        /** Two tensors that broadcast, the second away from zero. */
        QUOTIENT,
        /** Two tensors that broadcast, the first positive. */
        POWER,
        /** A condition of zeros and ones and two tensors, all three of which broadcast. */
        CHOICE,
        /** Rows [..., k] and a matrix [k, n]. */
        ROWS_AND_MATRIX,
        /** Rows [..., k], a matrix [k, n] and a bias [n]. */
        ROWS_MATRIX_AND_BIAS,
        /** Rows [..., k] and a matrix [n, k]. */
        ROWS_AND_TRANSPOSED,
        /** Rows [..., m] and as many rows [..., n]. */
        ROWS_AND_ROWS,
        /** Values and logits that broadcast, with at least one axis each. */
        VALUES_AND_LOGITS,
        /** Rows [..., n] and an index into each. */
        ROWS_AND_INDEX,
        /** Matrices [..., n, n]. */
        SQUARE_MATRICES,
        /** Matrices [..., m, k] and as many [..., k, n]. */
        MATRICES_AND_MATRICES,
        /** Matrices [..., n, n] whose diagonal is away from zero, and right sides [..., n, m]. */
        TRIANGLES_AND_MATRICES,
        /** Units [..., n], biases [..., k] whose leading axes broadcast with theirs, and matrices [n, k] and [k, n]. */
        AUTOREGRESSIVE_NET
    }

    /**
     * One primitive by the method that applies it.
     *
     * @param name of the method, and what sets this entry apart where a method has several
     * @param arguments what inputs the function takes
     * @param function which applies the primitive to such inputs
     */
    public record Primitive(String name, Arguments arguments, Function<Tensor[], Tensor> function) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@return all primitives, each under a name of its own} */
    public static ImmutableList<Primitive> table() {
        return ImmutableList.of(
                new Primitive("add", Arguments.PAIR, in -> in[0].add(in[1])),
                new Primitive("sub", Arguments.PAIR, in -> in[0].sub(in[1])),
                new Primitive("mul", Arguments.PAIR, in -> in[0].mul(in[1])),
                new Primitive("div", Arguments.QUOTIENT, in -> in[0].div(in[1])),
                new Primitive("max", Arguments.PAIR, in -> in[0].max(in[1])),
                new Primitive("min", Arguments.PAIR, in -> in[0].min(in[1])),
                new Primitive("pow", Arguments.POWER, in -> in[0].pow(in[1])),
                new Primitive("neg", Arguments.ANY, in -> in[0].neg()),
                new Primitive("abs", Arguments.NOT_ZERO, in -> in[0].abs()),
                new Primitive("exp", Arguments.ANY, in -> in[0].exp()),
                new Primitive("expm1", Arguments.ANY, in -> in[0].expm1()),
                new Primitive("log", Arguments.POSITIVE, in -> in[0].log()),
                new Primitive("log1p", Arguments.POSITIVE, in -> in[0].log1p()),
                new Primitive("sqrt", Arguments.POSITIVE, in -> in[0].sqrt()),
                new Primitive("square", Arguments.ANY, in -> in[0].square()),
                new Primitive("tanh", Arguments.ANY, in -> in[0].tanh()),
                new Primitive("sigmoid", Arguments.ANY, in -> in[0].sigmoid()),
                new Primitive("softplus", Arguments.ANY, in -> in[0].softplus()),
                new Primitive("logSigmoid", Arguments.ANY, in -> in[0].logSigmoid()),
                new Primitive("erf", Arguments.ANY, in -> in[0].erf()),
                new Primitive("lgamma", Arguments.POSITIVE, in -> in[0].lgamma()),
                new Primitive("digamma", Arguments.POSITIVE, in -> in[0].digamma()),
                new Primitive("greater", Arguments.PAIR, in -> in[0].greater(in[1])),
                new Primitive("equal", Arguments.PAIR, in -> in[0].equal(in[1])),
                new Primitive("where", Arguments.CHOICE, in -> in[0].where(in[1], in[2])),
                new Primitive("matmul", Arguments.ROWS_AND_MATRIX, in -> in[0].matmul(in[1])),
                new Primitive("affine", Arguments.ROWS_MATRIX_AND_BIAS, in -> in[0].affine(in[1], in[2])),
                new Primitive("matmulTransposed", Arguments.ROWS_AND_TRANSPOSED, in -> in[0].matmulTransposed(in[1])),
                new Primitive("transposedMatmul", Arguments.ROWS_AND_ROWS, in -> in[0].transposedMatmul(in[1])),
                new Primitive("batchMatmul", Arguments.MATRICES_AND_MATRICES, in -> in[0].batchMatmul(in[1])),
                new Primitive(
                        "cholesky",
                        Arguments.SQUARE_MATRICES,
                        in -> positiveDefinite(in[0]).cholesky()),
                new Primitive("triangularSolve", Arguments.TRIANGLES_AND_MATRICES, in -> in[0].triangularSolve(in[1])),
                new Primitive(
                        "transposedTriangularSolve",
                        Arguments.TRIANGLES_AND_MATRICES,
                        in -> in[0].transposedTriangularSolve(in[1])),
                new Primitive("diagonal", Arguments.SQUARE_MATRICES, in -> in[0].diagonal()),
                new Primitive("diagonalMatrix", Arguments.ANY, in -> in[0].diagonalMatrix()),
                new Primitive("lowerTriangle", Arguments.SQUARE_MATRICES, in -> in[0].lowerTriangle(-1)),
                new Primitive("upperTriangle", Arguments.SQUARE_MATRICES, in -> in[0].upperTriangle(-1)),
                new Primitive("sum", Arguments.ANY, in -> in[0].sum()),
                new Primitive("sum over the first axis", Arguments.ANY, in -> in[0].sum(0)),
                new Primitive("sum over the last axis", Arguments.ANY, in -> in[0].sum(-1)),
                new Primitive("mean", Arguments.ANY, in -> in[0].mean(-1)),
                new Primitive("logSumExp over the first axis", Arguments.ANY, in -> in[0].logSumExp(0)),
                new Primitive("logSumExp over the last axis", Arguments.ANY, in -> in[0].logSumExp(-1)),
                new Primitive("softmax", Arguments.ANY, in -> in[0].softmax(-1)),
                new Primitive("cumsum over the first axis", Arguments.ANY, in -> in[0].cumsum(0)),
                new Primitive("cumsum over the last axis", Arguments.ANY, in -> in[0].cumsum(-1)),
                new Primitive("argmax", Arguments.DISTINCT, in -> in[0].argmax(-1)),
                new Primitive(
                        "reshape",
                        Arguments.ANY,
                        in -> in[0].reshape(Shape.of(in[0].shape().size(), 1))),
                new Primitive(
                        "permute",
                        Arguments.ANY,
                        in -> in[0].permute(reversed(in[0].shape().rank()))),
                new Primitive(
                        "slice",
                        Arguments.ANY,
                        in -> in[0].slice(
                                0, in[0].shape().dim(0) / 2, in[0].shape().dim(0))),
                new Primitive("concat", Arguments.ANY, in -> Tensor.concat(-1, in[0], in[0].neg())),
                new Primitive("stack", Arguments.ANY, in -> Tensor.stack(-1, in[0], in[0].neg())),
                new Primitive(
                        "split",
                        Arguments.ANY,
                        in -> in[0].split(0, in[0].shape().dim(0)).get(0)),
                new Primitive(
                        "broadcastTo",
                        Arguments.ANY,
                        in -> in[0].broadcastTo(Shape.of(3).concat(in[0].shape()))),
                new Primitive(
                        "rows", Arguments.ANY, in -> in[0].rows(0, in[0].shape().dim(0) - 1, 0)),
                new Primitive("gather", Arguments.ROWS_AND_INDEX, in -> in[0].gather(in[1])),
                new Primitive(
                        "oneHot",
                        Arguments.ROWS_AND_INDEX,
                        in -> in[0].mul(in[1].oneHot(in[0].shape().dim(-1)))),
                new Primitive("bernoulliLogProb", Arguments.VALUES_AND_LOGITS, in -> in[1].bernoulliLogProb(in[0], 0)),
                new Primitive(
                        "bernoulliLogProb of rows",
                        Arguments.VALUES_AND_LOGITS,
                        in -> in[1].bernoulliLogProb(in[0], 1)),
                new Primitive(
                        "nadeLogits",
                        Arguments.AUTOREGRESSIVE_NET,
                        in -> Autoregressive.nadeLogits(in[0], in[1], in[2], in[3])));
    }

    /** x x' + 1. */
    private static Tensor positiveDefinite(Tensor x) {
        Tensor one = x.filled(x.shape().suffix(1), 1).diagonalMatrix();
        return x.batchMatmul(x.transpose()).add(one);
    }

    private static int[] reversed(int rank) {
        int[] order = new int[rank];
        for (int i = 0; i < rank; i++) {
            order[i] = rank - 1 - i;
        }
        return order;
    }
}

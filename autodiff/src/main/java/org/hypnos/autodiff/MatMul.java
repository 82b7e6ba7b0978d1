package org.hypnos.autodiff;

import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Product;
import org.jspecify.annotations.Nullable;

/**
 * A matrix product of rows: all axes of the left side but its last are read as one. The right side is a matrix, or read
 * as rows too where the left one is transposed. Each element adds its products in the order of k, by fused multiply-add.
 */
record MatMul(boolean leftTransposed, boolean rightTransposed) implements Factored {
    /** x[..., k] w[k, n]. */
    static final MatMul PLAIN = new MatMul(false, false);
    /** x[..., k] w[n, k]'. */
    static final Op RIGHT_TRANSPOSED = new MatMul(false, true);
    /** x[k..., m]' w[k..., n]. */
    static final Op LEFT_TRANSPOSED = new MatMul(true, false);
    /** With fewer columns, counting zeros costs more than it saves. */
    private static final int WORTH_COUNTING = 64;

    /** x[k, m]' w[n, k]'. */
    private static final Op BOTH_TRANSPOSED = new MatMul(true, true);

    @Override
    public Shape shape(Shape... in) {
        return shape(in[0], in[1]);
    }

    Shape shape(Shape x, Shape w) {
        if (x.rank() == 0 || (leftTransposed ? w.rank() == 0 : w.rank() != 2)) {
            throw new IllegalArgumentException(name() + " needs rows and a matrix, found " + x + " and " + w);
        }
        int columns = w.dim(-1);
        int rows = w.size() / columns;
        int kOfX = leftTransposed ? x.size() / x.dim(-1) : x.dim(-1);
        int kOfW = rightTransposed ? columns : rows;
        if (kOfX != kOfW) {
            throw new IllegalArgumentException(
                    name() + ": inner extents differ in " + x + " and " + w + ": " + kOfX + " and " + kOfW);
        }
        int n = rightTransposed ? rows : columns;
        return leftTransposed ? Shape.of(x.dim(-1), n) : x.withLast(n);
    }

    private Product product(Workspace workspace, Shape x, Shape w) {
        int columns = x.dim(-1);
        int rows = x.size() / columns;
        int n = rightTransposed ? w.size() / w.dim(-1) : w.dim(-1);
        return leftTransposed
                ? workspace.product(columns, rows, n, true, rightTransposed)
                : workspace.product(rows, columns, n, false, rightTransposed);
    }

    @Override
    public void value(Output out, Tensor... in) {
        multiply(out, product(out.workspace(), in[0].shape(), in[1].shape()), in[0], in[1], null);
    }

    /** Writes x w + b, or x w where there is no b; an x that is mostly zeros is not multiplied as a whole. */
    static void multiply(Output out, Product product, Tensor x, Tensor w, @Nullable Tensor b) {
        out.count(product, 1);
        Kernels<Object> kernels = out.kernels();
        Object bias = b == null ? null : b.array();
        int length = kernels.packedLength(product);
        Slabs.Part packed = length == 0 ? null : out.packed(product, w, length);
        Object right = packed == null ? w.array() : packed.array();
        int at = packed == null ? 0 : packed.at();
        NonZeros few = product.leftTransposed() || product.n() < WORTH_COUNTING ? null : x.nonZeros();
        if (few == null) {
            kernels.multiply(product, x.array(), right, at, bias, out.array());
        } else {
            kernels.multiplySparse(product, x.array(), few.byRow(), right, at, bias, out.array());
        }
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        Tensor x = in[0];
        Tensor w = in[1];
        if (i == 0) {
            Tensor flow = leftTransposed
                    ? Tensor.apply(rightTransposed ? BOTH_TRANSPOSED : RIGHT_TRANSPOSED, rows(w), gradient) // w g'
                    : Tensor.apply(rightTransposed ? PLAIN : RIGHT_TRANSPOSED, gradient, w); // g w'
            return flow.reshape(x.shape());
        }
        Tensor flow = rightTransposed
                ? Tensor.apply(leftTransposed ? BOTH_TRANSPOSED : LEFT_TRANSPOSED, gradient, rows(x)) // g' x
                : Tensor.apply(leftTransposed ? PLAIN : LEFT_TRANSPOSED, rows(x), gradient); // x' g
        return flow.reshape(w.shape());
    }

    /** Of the right side: x' g, or g' x where it is transposed. */
    @Override
    public GradientTerm.@Nullable Factors factors(int i, ScaledRows gradient, Tensor... in) {
        if (i == 0 || leftTransposed) {
            return null;
        }
        return rightTransposed
                ? new GradientTerm.Factors(in[1].shape(), gradient.rows(), in[0], gradient.scale())
                : new GradientTerm.Factors(in[1].shape(), listed(in[0]), gradient.rows(), gradient.scale());
    }

    /** What a product has read, with its numbers listed by column if they are few. */
    static Tensor listed(Tensor x) {
        NonZeros few = x.knownNonZeros();
        if (few != null) {
            few.listByColumn(x.workspace());
        }
        return x;
    }

    private static Tensor rows(Tensor tensor) {
        int columns = tensor.shape().dim(-1);
        return tensor.reshape(Shape.of(tensor.shape().size() / columns, columns));
    }

    @Override
    public String name() {
        return "matmul" + (leftTransposed ? " (left transposed)" : "") + (rightTransposed ? " (right transposed)" : "");
    }
}

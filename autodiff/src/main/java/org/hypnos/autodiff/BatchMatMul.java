package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.internal.kernels.Product;

/**
 * One product of matrices for each index of the leading axes: x[..., m, k] w[..., k, n]. Each matrix is copied to a place
 * of its own and multiplied by the kernel of {@link MatMul}, in the same order.
 */
record BatchMatMul() implements Op {
    @Override
    public Shape shape(Shape... in) {
        Shape batch = Matrices.leading(name(), in[0], in[1]);
        checkArgument(
                in[0].dim(-1) == in[1].dim(-2),
                "batchMatmul: inner extents differ in %s and %s: %s and %s",
                in[0],
                in[1],
                in[0].dim(-1),
                in[1].dim(-2));
        return batch.concat(Shape.of(in[0].dim(-2), in[1].dim(-1)));
    }

    @Override
    public void value(Output out, Tensor... in) {
        int m = out.shape().dim(-2);
        int k = in[0].shape().dim(-1);
        int n = out.shape().dim(-1);
        Product product = new Product(m, k, n, false, false);
        out.count(product, out.shape().size() / (m * n));
        var kernels = out.kernels();
        Object x = out.scratch(m * k);
        Object w = out.scratch(k * n);
        Object y = out.scratch(m * n);
        int length = kernels.packedLength(product);
        int at = length == 0 ? 0 : kernels.firstAligned();
        Object packed = length == 0 ? w : out.scratch(at + length);
        for (int i = 0; i < out.shape().size() / (m * n); i++) {
            kernels.copy(in[0].array(), i * m * k, 1, x, 0, m * k);
            kernels.copy(in[1].array(), i * k * n, 1, w, 0, k * n);
            if (length > 0) {
                kernels.pack(product, w, packed, at);
            }
            kernels.multiply(product, x, packed, at, null, y);
            kernels.copy(y, 0, 1, out.array(), i * m * n, m * n);
        }
    }

    /** For x: g w'; for w: x' g. */
    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return i == 0
                ? gradient.batchMatmul(in[1].transpose())
                : in[0].transpose().batchMatmul(gradient);
    }

    @Override
    public String name() {
        return "batchMatmul";
    }
}

package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.internal.kernels.Product;
import org.jspecify.annotations.Nullable;

/**
 * x w + b, from rows x [..., k], a matrix w [k, n] and b [n]. Each element starts at b and adds its products in the order
 * of k, by fused multiply-add.
 */
final class Affine implements Factored {
    static final Op OP = new Affine();

    private Affine() {}

    @Override
    public Shape shape(Shape... in) {
        Shape product = MatMul.PLAIN.shape(in[0], in[1]);
        checkArgument(
                in[2].rank() == 1 && in[2].size() == product.dim(-1),
                "affine: a bias of shape %s does not fit weights %s",
                in[2],
                in[1]);
        return product;
    }

    @Override
    public void value(Output out, Tensor... in) {
        int k = in[1].shape().dim(0);
        Product product = out.workspace()
                .product(in[0].shape().size() / k, k, in[1].shape().dim(1), false, false);
        MatMul.multiply(out, product, in[0], in[1], in[2]);
    }

    @Override
    public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
        return i == 2 ? gradient : MatMul.PLAIN.vjp(i, gradient, out, in[0], in[1]);
    }

    /** Of the weights: x' (s g). Of the bias, where the gradient g has factors s: s' g. */
    @Override
    public GradientTerm.@Nullable Factors factors(int i, ScaledRows gradient, Tensor... in) {
        Tensor scale = gradient.scale();
        if (i == 1) {
            return new GradientTerm.Factors(in[1].shape(), MatMul.listed(in[0]), gradient.rows(), scale);
        }
        if (i == 2 && scale != null) {
            return new GradientTerm.Factors(in[2].shape(), scale, gradient.rows(), null);
        }
        return null;
    }
}

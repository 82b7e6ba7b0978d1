package org.hypnos.distributions;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A transform of single numbers, increasing or decreasing. */
public interface Monotone extends Transform {
    /**
     * {@return one where the function increases, by default everywhere, and zero where it decreases; broadcasts with {@code x}}
     *
     * @param x any numbers; the answer is the same for all
     */
    default Tensor increases(Tensor x) {
        return x.constant(1);
    }

    @Override
    default Support domain() {
        return new Numbers.Reals();
    }

    /**
     * y = location + scale x.
     *
     * @param location what 0 becomes
     * @param scale nowhere zero; both broadcast with x
     */
    record Affine(Tensor location, Tensor scale) implements Monotone {
        /**
         * Checks the scale where assertions are enabled.
         *
         * @param location not checked
         * @param scale finite and not zero
         * @throws IllegalArgumentException if a scale is not
         */
        public Affine {
            assert new Numbers.NonZero().require("Affine's scale", scale);
        }

        @Override
        public Tensor forward(Tensor x) {
            return x.mul(scale).add(location);
        }

        @Override
        public Tensor inverse(Tensor y) {
            return y.sub(location).div(scale);
        }

        /** log |scale|. */
        @Override
        public Tensor logDeterminant(Tensor x, Tensor y) {
            return scale.abs().log().broadcastTo(y.shape().broadcast(scale.shape()));
        }

        @Override
        public Tensor increases(Tensor x) {
            return scale.greater(scale.constant(0));
        }

        @Override
        public Support codomain() {
            return domain();
        }

        @Override
        public Shape imageShape(Shape x) {
            return x.broadcast(scale.shape()).broadcast(location.shape());
        }
    }

    /** y = exp(x), the positive numbers. */
    record Exp() implements Monotone {
        @Override
        public Tensor forward(Tensor x) {
            boolean single =
                    x.dtype() == DType.FLOAT32; // the limits are within exp's range, so that gradients are 0 beyond
            return x.max(single ? -86.6 : -707.7).min(single ? 88.7 : 709.7).exp();
        }

        @Override
        public Tensor inverse(Tensor y) {
            return y.log();
        }

        /** x. */
        @Override
        public Tensor logDeterminant(Tensor x, Tensor y) {
            return x;
        }

        @Override
        public Support codomain() {
            return new Numbers.Positive();
        }
    }

    /** y = 1 / (1 + exp(-x)), between 0 and 1. */
    record Sigmoid() implements Monotone {
        @Override
        public Tensor forward(Tensor x) {
            return x.sigmoid().max(least(x)).min(belowOne(x));
        }

        /** log(y) - log(1 - y). */
        @Override
        public Tensor inverse(Tensor y) {
            return y.log().sub(y.neg().log1p());
        }

        /** log(y) + log(1 - y). */
        @Override
        public Tensor logDeterminant(Tensor x, Tensor y) {
            return x.logSigmoid().add(x.neg().logSigmoid());
        }

        @Override
        public Support codomain() {
            return new Numbers.OpenInterval(0, 1);
        }
    }

    /** y = tanh(x), between -1 and 1. */
    record Tanh() implements Monotone {
        @Override
        public Tensor forward(Tensor x) {
            return x.tanh().max(-belowOne(x)).min(belowOne(x));
        }

        /** (log(1 + y) - log(1 - y)) / 2. */
        @Override
        public Tensor inverse(Tensor y) {
            return y.log1p().sub(y.neg().log1p()).mul(0.5);
        }

        /** log(1 - y^2) = 2 (log(2) - x - log(1 + exp(-2 x))), the same for x and -x. */
        @Override
        public Tensor logDeterminant(Tensor x, Tensor y) {
            Tensor size = x.abs();
            return size.add(size.mul(-2).softplus()).neg().add(Math.log(2)).mul(2);
        }

        @Override
        public Support codomain() {
            return new Numbers.OpenInterval(-1, 1);
        }
    }

    /** y = log(1 + exp(x)), the positive numbers. */
    record Softplus() implements Monotone {
        @Override
        public Tensor forward(Tensor x) {
            return x.softplus().max(least(x));
        }

        /** log(exp(y) - 1) = y + log(1 - exp(-y)). */
        @Override
        public Tensor inverse(Tensor y) {
            return y.neg().expm1().neg().log().add(y);
        }

        /** log sigmoid(x). */
        @Override
        public Tensor logDeterminant(Tensor x, Tensor y) {
            return x.logSigmoid();
        }

        @Override
        public Support codomain() {
            return new Numbers.Positive();
        }
    }

    /** The least positive number that kernels keep. */
    private static double least(Tensor like) {
        return like.dtype() == DType.FLOAT32 ? 0x1p-125 : 0x1p-1021;
    }

    /** The greatest number below one. */
    private static double belowOne(Tensor like) {
        return like.dtype() == DType.FLOAT32 ? 1 - 0x1p-24 : 1 - 0x1p-53;
    }
}

package org.hypnos.autodiff.layers;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** How a parameter begins. */
@FunctionalInterface
public interface Initializer {
    Tensor draw(RandomStream random, DType dtype, Shape shape);

    static Initializer constant(double value) {
        return (random, dtype, shape) -> Tensor.full(dtype, shape, value);
    }

    static Initializer zeros() {
        return constant(0);
    }

    /** Independent normal numbers with mean 0. */
    static Initializer normal(double standardDeviation) {
        return (random, dtype, shape) ->
                random.normal(shape, Tensor.scalar(dtype, 0)).mul(standardDeviation);
    }

    /** Normal with variance 2 / (rows + columns), for a matrix [rows, columns] (Glorot and Bengio 2010). */
    static Initializer glorot() {
        return (random, dtype, shape) ->
                normal(Math.sqrt(2.0 / (shape.dim(-2) + shape.dim(-1)))).draw(random, dtype, shape);
    }
}

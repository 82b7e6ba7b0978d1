package org.hypnos.autodiff.layers;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** How a parameter begins. */
@FunctionalInterface
public interface Initializer {
    /**
     * {@return the numbers that a parameter begins with}
     *
     * @param random the randomness, if any is needed
     * @param dtype the precision of the parameter
     * @param shape of the parameter
     */
    Tensor draw(RandomStream random, DType dtype, Shape shape);

    /**
     * {@return what begins a parameter with {@code value} everywhere}
     *
     * @param value of each number
     */
    static Initializer constant(double value) {
        return (random, dtype, shape) -> Tensor.full(dtype, shape, value);
    }

    /** {@return what begins a parameter with zero everywhere} */
    static Initializer zeros() {
        return constant(0);
    }

    /**
     * {@return what begins a parameter with independent normal numbers of mean 0}
     *
     * @param standardDeviation of each number
     */
    static Initializer normal(double standardDeviation) {
        return (random, dtype, shape) ->
                random.normal(shape, Tensor.scalar(dtype, 0)).mul(standardDeviation);
    }

    /**
     * {@return what begins a parameter with independent uniform numbers between -{@code bound} and {@code bound}}
     *
     * @param bound of the absolute values
     */
    static Initializer uniform(double bound) {
        return (random, dtype, shape) ->
                random.uniform(shape, Tensor.scalar(dtype, 0)).sub(0.5).mul(2 * bound);
    }

    /**
     * {@return what begins a matrix [rows, columns] with normal numbers of variance 2 / (rows + columns) (Glorot and
     * Bengio 2010)}
     */
    static Initializer glorot() {
        return (random, dtype, shape) ->
                normal(Math.sqrt(2.0 / (shape.dim(-2) + shape.dim(-1)))).draw(random, dtype, shape);
    }

    /**
     * {@return what begins a matrix [rows, columns] with uniform numbers of the variance of {@link #glorot},
     * 2 / (rows + columns)}
     */
    static Initializer glorotUniform() {
        return (random, dtype, shape) -> uniform(glorotBound(shape)).draw(random, dtype, shape);
    }

    /**
     * {@return what begins a matrix [rows, columns], whose rows are the inputs, with normal numbers of variance
     * 2 / rows} This keeps the size of rectified units from layer to layer (He, Zhang, Ren and Sun 2015, equation 10).
     */
    static Initializer he() {
        return (random, dtype, shape) -> normal(Math.sqrt(2.0 / shape.dim(-2))).draw(random, dtype, shape);
    }

    /**
     * {@return what begins a matrix [rows, columns], whose rows are the inputs, with uniform numbers within
     * sqrt(6 / (rows + columns)) / rows of 0} This is how weights begin in the code published with Bornschein and
     * Bengio 2015 (github.com/jbornschein/reweighted-ws, {@code default_weights} in learning/model.py). The biases of
     * its sigmoid belief networks begin at -1.
     */
    static Initializer reference() {
        return (random, dtype, shape) ->
                uniform(glorotBound(shape) / shape.dim(-2)).draw(random, dtype, shape);
    }

    private static double glorotBound(Shape shape) {
        return Math.sqrt(6.0 / (shape.dim(-2) + shape.dim(-1)));
    }
}

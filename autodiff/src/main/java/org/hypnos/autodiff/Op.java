package org.hypnos.autodiff;

/**
 * A primitive: the shape of its result, how to compute it, and how a gradient flows back through it.
 *
 * <p>Anyone may write one; {@link Tensor#apply} runs it. A value reads its inputs by {@link Tensor#get} and writes its
 * output by {@link Output#set} or {@link Output#fill}, both counting along the last axis first. A rule computes with
 * tensors. It never mentions broadcasting, since the tape sums each gradient to the shape of its input, and is asked only
 * for the inputs that the tape recorded:
 *
 * <pre>{@code
 * record Cube() implements Op {
 *     public Shape shape(Shape... in) {
 *         return in[0];
 *     }
 *
 *     public void value(Output out, Tensor... in) {
 *         out.fill(i -> in[0].get(i) * in[0].get(i) * in[0].get(i));
 *     }
 *
 *     public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
 *         return gradient.mul(in[0].square()).mul(3);
 *     }
 * }
 *
 * Tensor y = Tensor.apply(new Cube(), x);
 * GradientCheck.check(1, in -> Tensor.apply(new Cube(), in), x).requireWithin(1e-7);
 * }</pre>
 */
public interface Op {
    /**
     * {@return the shape of the result; made from the inputs' shapes, it passes on the names of their axes}
     *
     * @param in an array that is not to be kept
     * @throws IllegalArgumentException if the shapes do not fit; the message says what is wrong, and
     *     {@link Tensor#apply} adds this primitive and the shapes
     */
    Shape shape(Shape... in);

    /**
     * Computes the result.
     *
     * @param out whose elements all are to be written; it is closed afterwards
     * @param in the inputs, of the shapes that {@link #shape} has seen
     */
    void value(Output out, Tensor... in);

    /**
     * {@return the gradient that flows to {@code in[i]} when {@code gradient} flows to {@code out}, of a shape that
     * broadcasts with that of {@code in[i]}} Along axes that it lacks, or has with extent one, it is the same
     * everywhere; over axes that {@code in[i]} lacks, or has with extent one, the tape sums it.
     *
     * @param i the number of an input that the tape recorded, from 0
     * @param gradient of the shape of {@code out}
     * @param out what {@link #value} computed
     * @param in what it was computed from
     */
    Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in);

    /** {@return what messages call this primitive} */
    default String name() {
        return getClass().getSimpleName();
    }
}

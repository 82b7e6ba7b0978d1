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
     * The shape of the result, or an {@link IllegalArgumentException} that says what is wrong; {@link Tensor#apply} adds
     * this primitive and the shapes. Made from the inputs' shapes, it passes on the names of their axes.
     *
     * @param in an array that is not to be kept
     */
    Shape shape(Shape... in);

    /** Writes every element of {@code out}, which is closed afterwards. */
    void value(Output out, Tensor... in);

    /**
     * The gradient that flows to {@code in[i]} when {@code gradient} flows to {@code out}.
     *
     * @return of the shape of {@code in[i]}, or of a shape that it broadcasts to
     */
    Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in);

    /** What messages call this primitive. */
    default String name() {
        return getClass().getSimpleName();
    }
}

package org.hypnos.autodiff;

/**
 * A primitive: the shape of its result, how to compute it, and how a gradient flows back through it.
 *
 * <p>A rule never mentions broadcasting: the tape sums each gradient to the shape of its input, and asks only for the
 * inputs that it recorded. Anyone may write one; {@link Tensor#apply} runs it.
 */
public interface Op {
    /**
     * The shape of the result, or an {@link IllegalArgumentException} that says what is wrong; {@link Tensor#apply} adds
     * this primitive and the shapes. Made from the inputs' shapes, it passes on the names of their axes.
     */
    Shape shape(Shape... in);

    /** Writes every element of {@code out}. */
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

package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hypnos.autodiff.internal.kernels.Product;

/** A named cell whose numbers training changes: the one mutable number there is. */
public final class Parameter implements Tensor.Content {
    private final String name;
    private final Tensor live;
    private final Map<PackedForm, PackedParameter> packed = new ConcurrentHashMap<>();
    private long version;

    /** Packed forms differ by engine, and by how the product reads the parameter. */
    private record PackedForm(String engine, boolean transposed) {}

    /**
     * A parameter that begins at a copy of {@code initial}.
     *
     * @param name by which messages and stores know it
     * @param initial the first numbers, whose shape and precision are those of all later ones
     */
    public Parameter(String name, Tensor initial) {
        this.name = name;
        this.live = initial.copy();
    }

    /** {@return the name by which messages and stores know it} */
    public String name() {
        return name;
    }

    /** {@return the shape, which never changes} */
    public Shape shape() {
        return live.shape();
    }

    /** {@return the precision, which never changes} */
    public DType dtype() {
        return live.dtype();
    }

    /** {@return the numbers as they stand; later changes do not touch the returned tensor} */
    public Tensor value() {
        return live.copy();
    }

    /**
     * Takes over the numbers of {@code next}.
     *
     * @param next of this shape and precision; copied
     * @throws IllegalArgumentException if {@link #check} finds that it does not fit
     */
    public void set(Tensor next) {
        check(next);
        live.kernels().copy(next.array(), 0, 1, live.array(), 0, shape().size());
        moves();
    }

    /**
     * Looks whether {@link #set} could take {@code next}.
     *
     * @param next a tensor of any shape and precision
     * @throws IllegalArgumentException if it has another shape or precision than this
     */
    public void check(Tensor next) {
        checkArgument(
                next.shape().equals(shape()) && next.dtype() == dtype(),
                "parameter '%s' is %s %s, found %s %s",
                name,
                shape(),
                dtype(),
                next.shape(),
                next.dtype());
    }

    /** To be called before the numbers change. */
    void moves() {
        version++;
    }

    /** Grows whenever the numbers change. */
    long version() {
        return version;
    }

    /** This as the right side of {@code product}, in {@code length} numbers. */
    Slabs.Part packed(Engine engine, Product product, int length) {
        return packed.computeIfAbsent(
                        new PackedForm(engine.name(), product.rightTransposed()), form -> new PackedParameter())
                .of(this, engine, product, length);
    }

    /** The cell itself: valid as a constant only while nothing moves it. */
    Tensor live() {
        return live;
    }

    @Override
    public String toString() {
        return name + shape();
    }
}

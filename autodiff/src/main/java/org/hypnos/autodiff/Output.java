package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Product;
import org.jspecify.annotations.Nullable;

/** The buffer that a primitive fills; its old content is arbitrary. */
public final class Output implements AutoCloseable {
    private static final int FEW = 4;

    private final Workspace workspace;
    private final Shape[][] shapes = new Shape[FEW][]; // by their number
    private final List<Object> scratch = new ArrayList<>(0);
    private @Nullable Tensor target; // while a primitive runs
    private @Nullable Object slab;

    Output(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The buffer of {@code target}, filled outside of a primitive. */
    static Output of(Tensor target) {
        Output output = new Output(Workspace.HEAP);
        output.open(target);
        return output;
    }

    /** The shapes of {@code in}, in an array that serves the next primitive too. */
    Shape[] shapes(Tensor... in) {
        Shape[] own = in.length < FEW ? shapes[in.length] : null;
        if (own == null) {
            own = new Shape[in.length];
            if (in.length < FEW) {
                shapes[in.length] = own;
            }
        }
        for (int i = 0; i < in.length; i++) {
            own[i] = in[i].shape();
        }
        return own;
    }

    /** Lets a primitive write to {@code result}. */
    void open(Tensor result) {
        target = result;
    }

    private Tensor target() {
        return checkNotNull(target, "an output was used after its primitive had run");
    }

    /** {@return the shape of the result} */
    public Shape shape() {
        return target().shape();
    }

    /**
     * Sets one element.
     *
     * @param index of the element, counted along the last axis first
     * @param value which is rounded to the result's type
     * @throws IndexOutOfBoundsException if there is no such element
     */
    public void set(int index, double value) {
        checkElementIndex(index, shape().size()); // the array is longer
        kernels().set(array(), index, value);
    }

    /**
     * Sets every element.
     *
     * @param f the value of an element by its index, counted along the last axis first
     */
    public void fill(IntToDoubleFunction f) {
        for (int i = 0; i < shape().size(); i++) {
            set(i, f.applyAsDouble(i));
        }
    }

    Object array() {
        return target().array();
    }

    Kernels<Object> kernels() {
        return target().kernels();
    }

    Workspace workspace() {
        return workspace;
    }

    /** An array of at least {@code length} numbers with arbitrary content, for the time of this computation. */
    Object scratch(int length) {
        Object array = workspace.borrow(target().dtype(), length);
        scratch.add(array);
        return array;
    }

    /** Counts what this computation multiplies. */
    void count(Product product, int times) {
        target.workspace().count(product, times);
    }

    /** The right side of a product as its kernel reads it, for the time of this computation. */
    Slabs.Part packed(Product product, Tensor right, int length) {
        Parameter parameter = right.parameter();
        if (parameter != null && workspace != Workspace.HEAP) {
            return parameter.packed(workspace.engine(), product, length);
        }
        int at = kernels().firstAligned();
        slab = workspace.takeSlab(right.dtype(), at + length);
        kernels().pack(product, right.array(), slab, at);
        return new Slabs.Part(slab, at);
    }

    /** Gives scratch arrays back, and itself; the primitive need not call it. */
    @Override
    public void close() {
        if (target != null) {
            DType dtype = target.dtype();
            for (int i = 0; i < scratch.size(); i++) {
                workspace.giveBack(dtype, scratch.get(i));
            }
            scratch.clear();
            if (slab != null) {
                workspace.giveBackSlab(dtype, slab);
                slab = null;
            }
            target = null;
        }
        workspace.giveBack(this);
    }
}

package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkElementIndex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Product;
import org.jspecify.annotations.Nullable;

/** The buffer that a primitive fills; its old content is arbitrary. */
public final class Output implements AutoCloseable {
    private final Tensor target;
    private @Nullable List<Object> scratch; // most primitives need none
    private @Nullable Object slab;

    Output(Tensor target) {
        this.target = target;
    }

    public Shape shape() {
        return target.shape();
    }

    /** Sets the element at {@code index}, counted along the last axis first. */
    public void set(int index, double value) {
        checkElementIndex(index, shape().size()); // the array is longer
        kernels().set(array(), index, value);
    }

    /** Sets every element to {@code f} of its index. */
    public void fill(IntToDoubleFunction f) {
        for (int i = 0; i < shape().size(); i++) {
            set(i, f.applyAsDouble(i));
        }
    }

    Object array() {
        return target.array();
    }

    Kernels<Object> kernels() {
        return target.kernels();
    }

    /** An array of at least {@code length} numbers with arbitrary content, for the time of this computation. */
    Object scratch(int length) {
        Object array = target.workspace().borrow(target.dtype(), length);
        if (scratch == null) {
            scratch = new ArrayList<>(1);
        }
        scratch.add(array);
        return array;
    }

    /** Counts what this computation multiplies. */
    void count(Product product, int times) {
        target.workspace().count(product, times);
    }

    /** The right side of a product as its kernel reads it, for the time of this computation. */
    Slabs.Part packed(Product product, Tensor right, int length) {
        Workspace workspace = target.workspace();
        Parameter parameter = right.parameter();
        if (parameter != null && workspace != Workspace.HEAP) {
            return parameter.packed(workspace.engine(), product, length);
        }
        int at = kernels().firstAligned();
        slab = workspace.takeSlab(target.dtype(), at + length);
        kernels().pack(product, right.array(), slab, at);
        return new Slabs.Part(slab, at);
    }

    /** Gives scratch arrays back; the primitive need not call it. */
    @Override
    public void close() {
        if (scratch != null) {
            for (Object array : scratch) {
                target.workspace().giveBack(target.dtype(), array);
            }
        }
        if (slab != null) {
            target.workspace().giveBackSlab(target.dtype(), slab);
        }
    }
}

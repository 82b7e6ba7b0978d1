package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.Product;

/**
 * Where the arrays of a computation come from, and which engine computes it.
 *
 * <p>Every tensor knows its workspace, and a result is made in the workspace of its inputs. {@link #reset} ends the life
 * of all of them at once and keeps their arrays for the next ones, so that a loop of equal steps allocates none. A
 * tensor used after that is an {@link IllegalStateException}, never stale data. {@link #HEAP} is the exception: its
 * tensors live like any value. A workspace belongs to one thread at a time.
 */
public final class Workspace {
    /** Tensors that live like any value, computed by the fastest engine there is. */
    public static final Workspace HEAP = new Workspace(Engine.fastest(), Map.of());

    private final Engine engine;
    private final Map<DType, ArrayPool> pools;
    private final ArrayPool integers = new ArrayPool(int[]::new, array -> ((int[]) array).length);
    private final KnownShapes shapes = new KnownShapes();
    private final KnownProducts products = new KnownProducts();
    private final ParameterNumbers parameters = new ParameterNumbers();
    private final List<Output> outputs = new ArrayList<>(); // those at rest
    private Scope float32 = new Scope(this, DType.FLOAT32);
    private Scope float64 = new Scope(this, DType.FLOAT64);
    private long multiplyAdds;

    /**
     * An empty workspace.
     *
     * @param engine which computes what is made here; several workspaces may share it
     */
    public Workspace(Engine engine) {
        this(engine, new EnumMap<>(DType.class));
        for (DType dtype : DType.values()) {
            Kernels<Object> kernels = engine.kernels(dtype);
            pools.put(dtype, new ArrayPool(kernels::allocate, kernels::length));
        }
    }

    private Workspace(Engine engine, Map<DType, ArrayPool> pools) {
        this.engine = engine;
        this.pools = pools;
    }

    /** {@return what computes the tensors here} */
    public Engine engine() {
        return engine;
    }

    /**
     * {@return how many products of two numbers the matrix products here have added since the last reset, zeros
     * included; always 0 for the heap}
     */
    public long multiplyAdds() {
        return multiplyAdds;
    }

    /** Counts {@code times} products of this kind; on the heap, which all threads share, nothing is counted. */
    void count(Product product, int times) {
        if (this != HEAP) {
            multiplyAdds += (long) times * product.m() * product.k() * product.n();
        }
    }

    /** Ends the life of every tensor made here. */
    public void reset() {
        checkState(this != HEAP, "the heap workspace is never reset");
        float32.end();
        float64.end();
        float32 = new Scope(this, DType.FLOAT32);
        float64 = new Scope(this, DType.FLOAT64);
        multiplyAdds = 0;
        pools.values().forEach(ArrayPool::takeBackAll);
        integers.takeBackAll();
    }

    /**
     * {@return {@code tensor} as a constant whose results are made here; shares its numbers}
     *
     * @param tensor of any workspace, which is not to be reset while the constant is used
     */
    public Tensor adopt(Tensor tensor) {
        return new Tensor(tensor.shape(), tensor.array(), scope(tensor.dtype()), null);
    }

    /**
     * {@return the numbers of {@code parameter} as a constant whose results are made here; valid until something moves
     * them}
     *
     * @param parameter whose numbers are shared
     */
    public Tensor adopt(Parameter parameter) {
        Tensor live = parameter.live();
        return new Tensor(live.shape(), live.array(), scope(live.dtype()), parameter);
    }

    /**
     * {@return a copy of the rows {@code rows[from], ..., rows[to - 1]} of {@code table}'s first axis}
     *
     * @param table [n, ...], of any workspace
     * @param rows numbers of rows, each from 0 to below n
     * @param from the first place in {@code rows} that is read
     * @param to the place behind the last one, greater than {@code from}
     */
    public Tensor rows(Tensor table, int[] rows, int from, int to) {
        int size = table.shape().size() / table.shape().dim(0);
        Tensor copy = Tensor.empty(table.shape().with(0, to - from), table.dtype(), this);
        for (int i = from; i < to; i++) {
            copy.kernels().copy(table.array(), rows[i] * size, 1, copy.array(), (i - from) * size, size);
        }
        return copy;
    }

    /**
     * {@return the memory of all arrays made here, in bytes: it grows until a step needs no more than those before it}
     */
    public long bytes() {
        long bytes = integers.numbers() * Integer.BYTES;
        for (Map.Entry<DType, ArrayPool> pool : pools.entrySet()) {
            bytes += pool.getValue().numbers() * pool.getKey().bytes();
        }
        return bytes;
    }

    /** The life of what is made here from now on. */
    Scope scope(DType dtype) {
        return dtype == DType.FLOAT32 ? float32 : float64;
    }

    /** {@code shape} as the tensors here have it: each shape once, which remembers what was made of it. */
    Shape known(Shape shape) {
        return this == HEAP ? shape : shapes.get(shape);
    }

    /** A matrix product's extents as the kernels read them. */
    Product product(int m, int k, int n, boolean leftTransposed, boolean rightTransposed) {
        return this == HEAP
                ? new Product(m, k, n, leftTransposed, rightTransposed)
                : products.get(m, k, n, leftTransposed, rightTransposed);
    }

    ParameterNumbers parameterNumbers() {
        return this == HEAP ? new ParameterNumbers() : parameters; // threads share the heap
    }

    /** What a primitive runs with, until {@link #giveBack(Output)}. */
    Output output() {
        return outputs.isEmpty() ? new Output(this) : outputs.remove(outputs.size() - 1);
    }

    void giveBack(Output output) {
        if (this != HEAP) { // which threads share
            outputs.add(output);
        }
    }

    Kernels<Object> kernels(DType dtype) {
        return engine.kernels(dtype);
    }

    /** An array of at least {@code length} numbers with arbitrary content, until {@link #reset}. */
    Object allocate(DType dtype, int length) {
        return this == HEAP ? kernels(dtype).allocate(length) : pools.get(dtype).lend(length);
    }

    /** An array of at least {@code length} numbers with arbitrary content, until {@link #giveBack}. */
    Object borrow(DType dtype, int length) {
        return this == HEAP ? kernels(dtype).allocate(length) : pools.get(dtype).take(length);
    }

    void giveBack(DType dtype, Object array) {
        if (this != HEAP) {
            pools.get(dtype).giveBack(array);
        }
    }

    /** An array of at least {@code length} integers with arbitrary content, until {@link #reset}. */
    int[] integers(int length) {
        return this == HEAP ? new int[length] : (int[]) integers.lend(length);
    }

    /** A large array of at least {@code length} numbers with arbitrary content, until {@link #giveBackSlab}. */
    Object takeSlab(DType dtype, int length) {
        return this == HEAP
                ? kernels(dtype).allocate(length)
                : engine.slabs(dtype).take(length);
    }

    void giveBackSlab(DType dtype, Object slab) {
        if (this != HEAP) {
            engine.slabs(dtype).giveBack(slab);
        }
    }
}

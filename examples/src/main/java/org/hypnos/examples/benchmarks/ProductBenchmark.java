package org.hypnos.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * GFLOP/s of the three matrix products of a layer, for 10 particles of a shard's 13 data, on one thread; and of nothing but
 * fused multiply-adds, which is what the machine can do at most. An operation is a multiplication or an addition.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
    private static final int ROWS = 130;
    private static final int HIDDEN = 200;
    private static final int PIXELS = 784;
    private static final int WIDE = 2 * ROWS * HIDDEN * PIXELS;
    private static final int NARROW = 2 * ROWS * HIDDEN * HIDDEN;
    private static final int CELLS = 4_096;
    private static final int CHAIN = 8;

    @Param("auto")
    private String engine = "auto";

    private Workspace workspace = Workspace.HEAP;
    private final Tensor h = normal(1, Shape.of(ROWS, HIDDEN));
    private final Tensor wide = normal(2, Shape.of(HIDDEN, PIXELS));
    private final Tensor wideGradient = normal(3, Shape.of(ROWS, PIXELS));
    private final Tensor narrow = normal(4, Shape.of(HIDDEN, HIDDEN));
    private final Tensor narrowGradient = normal(5, Shape.of(ROWS, HIDDEN));
    private final float[] cells = new float[CELLS];

    @Setup
    public void setUp() {
        workspace = new Workspace(Engine.named(engine));
    }

    private static Tensor normal(long seed, Shape shape) {
        return RandomStream.of(seed).normal(shape, Tensor.scalar(DType.FLOAT32, 0));
    }

    /**
     * The peak: chains of fused multiply-adds that never leave the registers. The loop over cells is what the compiler
     * turns into vectors, and gives as many independent chains as the processor can keep in flight.
     */
    @Benchmark
    @OperationsPerInvocation(2 * CHAIN * CELLS)
    public float[] peak() {
        float[] cells = this.cells;
        float factor = 0.999f;
        float summand = 0.001f;
        for (int i = 0; i < CELLS; i++) {
            float x = cells[i];
            x = Math.fma(x, factor, summand);
            x = Math.fma(x, factor, summand);
            x = Math.fma(x, factor, summand);
            x = Math.fma(x, factor, summand);
            x = Math.fma(x, factor, summand);
            x = Math.fma(x, factor, summand);
            x = Math.fma(x, factor, summand);
            x = Math.fma(x, factor, summand);
            cells[i] = x;
        }
        return cells;
    }

    /** h w, from 200 units to 784 pixels. */
    @Benchmark
    @OperationsPerInvocation(WIDE)
    public Tensor wideForward() {
        return input(h).matmul(wide);
    }

    /** g w': the gradient for h. */
    @Benchmark
    @OperationsPerInvocation(WIDE)
    public Tensor wideToInputs() {
        return input(wideGradient).matmulTransposed(wide);
    }

    /** h' g: the gradient for w. */
    @Benchmark
    @OperationsPerInvocation(WIDE)
    public Tensor wideToWeights() {
        return input(h).transposedMatmul(wideGradient);
    }

    /** h w, from 200 units to 200. */
    @Benchmark
    @OperationsPerInvocation(NARROW)
    public Tensor narrowForward() {
        return input(h).matmul(narrow);
    }

    /** g w': the gradient for h. */
    @Benchmark
    @OperationsPerInvocation(NARROW)
    public Tensor narrowToInputs() {
        return input(narrowGradient).matmulTransposed(narrow);
    }

    /** h' g: the gradient for w. */
    @Benchmark
    @OperationsPerInvocation(NARROW)
    public Tensor narrowToWeights() {
        return input(h).transposedMatmul(narrowGradient);
    }

    /** The first operand of a product whose result is made in the workspace. */
    private Tensor input(Tensor tensor) {
        workspace.reset();
        return workspace.adopt(tensor);
    }
}

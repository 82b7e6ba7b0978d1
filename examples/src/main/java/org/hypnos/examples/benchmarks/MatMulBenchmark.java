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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The three matrix products of a layer from 200 to 784 units for 130 particles, one thread: each is 20.4 million
 * multiply-adds, 40.8 MFLOP.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatMulBenchmark {
    private static final int ROWS = 130;
    private static final int INPUTS = 200;
    private static final int OUTPUTS = 784;

    @Param({"vector", "plain"})
    private String engine = "vector";

    private Workspace workspace = Workspace.HEAP;
    private Tensor x = normal(1, Shape.of(ROWS, INPUTS));
    private Tensor w = normal(2, Shape.of(INPUTS, OUTPUTS));
    private Tensor g = normal(3, Shape.of(ROWS, OUTPUTS));

    @Setup
    public void setUp() {
        workspace = new Workspace(Engine.named(engine));
    }

    private static Tensor normal(long seed, Shape shape) {
        return RandomStream.of(seed).normal(shape, Tensor.scalar(DType.FLOAT32, 0));
    }

    /** x w: the layer itself. */
    @Benchmark
    public Tensor forward() {
        workspace.reset();
        return workspace.adopt(x).matmul(w);
    }

    /** g w': the gradient for its inputs. */
    @Benchmark
    public Tensor backwardToInputs() {
        workspace.reset();
        return workspace.adopt(g).matmulTransposed(w);
    }

    /** x' g: the gradient for its weights. */
    @Benchmark
    public Tensor backwardToWeights() {
        workspace.reset();
        return workspace.adopt(x).transposedMatmul(g);
    }
}

package org.hypnos.examples.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Descent;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.GradientTerm;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.UpdateRule;
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

/** Nanoseconds an element of what is done to the pixels of a shard: 10 particles of 13 data, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ElementBenchmark.ELEMENTS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementBenchmark {
    private static final int PARTICLES = 10;
    private static final int DATA = 13;
    private static final int PIXELS = 784;
    static final int ELEMENTS = PARTICLES * DATA * PIXELS;
    private static final Shape SHAPE = Shape.of(PARTICLES, DATA, PIXELS);

    @Param("auto")
    private String engine = "auto";

    private Workspace workspace = Workspace.HEAP;
    private final Tensor logits =
            RandomStream.of(1).normal(SHAPE, Tensor.scalar(DType.FLOAT32, 0)).mul(3);
    private final Tensor pixels = RandomStream.of(2)
            .bernoulli(Shape.of(DATA, PIXELS), logits.slice(0, 0, 1).reshape(Shape.of(DATA, PIXELS)));
    private final Descent adam = new Descent(new Parameter("w", logits), new UpdateRule.Adam(0.9, 0.999, 1e-8));
    private final List<GradientTerm> gradient = List.of(new GradientTerm.Whole(logits));
    private long step;

    @Setup
    public void setUp() {
        workspace = new Workspace(Engine.named(engine));
    }

    private Tensor input() {
        workspace.reset();
        return workspace.adopt(logits);
    }

    private RandomStream random() {
        return RandomStream.of(step++).rows(0, PARTICLES, 0, DATA);
    }

    /** log p of pixels that the particles share, summed over an image. */
    @Benchmark
    public Tensor logProb() {
        return input().bernoulliLogProb(pixels, 1);
    }

    /** The same and its gradient for the logits. */
    @Benchmark
    public Tensor logProbAndGradient() {
        workspace.reset();
        Tape tape = new Tape(workspace);
        Tensor variable = tape.watch(logits);
        Tensor logProb = variable.bernoulliLogProb(pixels, 1);
        return tape.gradients(logProb, logProb.filled(logProb.shape(), 1)).of(variable);
    }

    /** Bernoulli draws from logits, with their random numbers. */
    @Benchmark
    public Tensor bernoulli() {
        return random().bernoulli(SHAPE, input());
    }

    /** Normal draws. */
    @Benchmark
    public Tensor normal() {
        return random().normal(SHAPE, input());
    }

    @Benchmark
    public Tensor sigmoid() {
        return input().sigmoid();
    }

    @Benchmark
    public Tensor softplus() {
        return input().softplus();
    }

    /** A parameter's step, panel by panel as in training. */
    @Benchmark
    public Descent adam() {
        workspace.reset();
        adam.begin(gradient, 1e-3);
        for (int panel = 0; panel < adam.panels(); panel++) {
            adam.run(panel, workspace);
        }
        return adam;
    }
}

package org.hypnos.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.distributions.layers.AutoregressiveSigmoidBelief;
import org.hypnos.distributions.layers.DeepSigmoidBelief;
import org.hypnos.distributions.layers.Layer;
import org.hypnos.distributions.layers.Nade;
import org.hypnos.distributions.layers.SigmoidBelief;
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

/** Milliseconds for 1,000 rows of 200 units given 200 above, with 200 hidden or deterministic ones, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LayerBenchmark {
    private static final int ROWS = 1_000;
    private static final int UNITS = 200;

    /** The kinds of layers. */
    public enum Kind {
        SBN {
            @Override
            Layer create(Linear.Maker maker) {
                return SigmoidBelief.create(maker, "h", UNITS, UNITS);
            }
        },
        DSBN {
            @Override
            Layer create(Linear.Maker maker) {
                return DeepSigmoidBelief.create(maker, "h", UNITS, UNITS, UNITS);
            }
        },
        DARN {
            @Override
            Layer create(Linear.Maker maker) {
                return AutoregressiveSigmoidBelief.create(maker, "h", UNITS, UNITS);
            }
        },
        NADE {
            @Override
            Layer create(Linear.Maker maker) {
                return Nade.create(maker, "h", UNITS, UNITS, UNITS);
            }
        };

        abstract Layer create(Linear.Maker maker);
    }

    @Param
    private Kind kind = Kind.SBN;

    @Param("auto")
    private String engine = "auto";

    private final List<Parameter> parameters = new ArrayList<>();
    private Workspace workspace = Workspace.HEAP;
    private Layer layer = Kind.SBN.create(this::parameter);
    private final Tensor above =
            RandomStream.of(1).bernoulli(Shape.of(ROWS, UNITS), Tensor.zeros(DType.FLOAT32, Shape.of(UNITS)));
    private Tensor draw = above;
    private long step;

    @Setup
    public void setUp() {
        workspace = new Workspace(Engine.named(engine));
        parameters.clear();
        layer = kind.create(this::parameter);
        draw = sample().copy();
    }

    /** With weights that begin large enough to matter, and no bias to either side. */
    private Parameter parameter(String name, Shape shape, Object unused) {
        Tensor normal = RandomStream.of(parameters.size()).normal(shape, Tensor.scalar(DType.FLOAT32, 0));
        Parameter parameter = new Parameter(name, normal.mul(0.1));
        parameters.add(parameter);
        return parameter;
    }

    @Benchmark
    public Tensor sample() {
        workspace.reset();
        return layer.given(workspace::adopt, workspace.adopt(above))
                .sample(RandomStream.of(step++).rows(0, 1, 0, ROWS), Shape.SCALAR);
    }

    @Benchmark
    public Tensor logProb() {
        workspace.reset();
        return layer.given(workspace::adopt, workspace.adopt(above)).logProb(draw);
    }

    /** The log-probability and its gradient for all parameters. */
    @Benchmark
    public List<Tensor> logProbAndGradient() {
        workspace.reset();
        Tape tape = new Tape(workspace);
        Tensor logProb = layer.given(tape::watch, workspace.adopt(above)).logProb(draw);
        Gradients gradients = tape.gradients(logProb.mean());
        return parameters.stream().map(gradients::of).toList();
    }
}

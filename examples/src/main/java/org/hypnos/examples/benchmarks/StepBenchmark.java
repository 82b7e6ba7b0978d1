package org.hypnos.examples.benchmarks;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Trainer;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.SigmoidBeliefNetwork;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole training step of a 784-200-200-10 network on random pixels, 13 % of them on: batch 100, Adam. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class StepBenchmark {
    private static final Map<String, String> RWS =
            ImmutableMap.of("particles", "10", "insomnia", "0.5", "sleepParticles", "1");

    @Param({"rws", "ws"})
    private String algorithm = "rws";

    @Param({"1", "2"})
    private int threads = 1;

    private Trainer trainer;

    @Setup
    public void setUp() {
        SigmoidBeliefNetwork.Pair pair = SigmoidBeliefNetwork.of(784, List.of(200, 200, 10), 1);
        Tensor logits = Tensor.full(DType.FLOAT32, Shape.of(1_000, 784), -1.9);
        Dataset images = Dataset.of(Map.of("x", RandomStream.of(1).bernoulli(logits.shape(), logits)));
        trainer = new Trainer(
                Inference.installed()
                        .create(algorithm, pair.model(), pair.guide(), algorithm.equals("rws") ? RWS : Map.of()),
                pair.model(),
                pair.guide(),
                images,
                TrainingOptions.of(1, 100).withThreads(threads));
    }

    @TearDown
    public void tearDown() {
        trainer.close();
    }

    @Benchmark
    public StepReport step() {
        return trainer.update();
    }
}

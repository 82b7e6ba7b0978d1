package org.hypnos.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Steps so small that what is not mathematics shows, on one thread. */
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallStepBenchmark {
    private static final int BATCH = 64;

    private Training gaussian;
    private Training helmholtz;

    @Setup
    public void setUp() {
        gaussian = GaussianWorkload.training();
        helmholtz = NetworkWorkload.TINY_WS.training(
                TrainingOptions.of(1, BATCH).withShardSize(BATCH).withThreads(1).withOptimizer(Optimizer.sgd(0.01)));
    }

    @TearDown
    public void tearDown() {
        gaussian.close();
        helmholtz.close();
    }

    /** Steps a second of {@link GaussianWorkload}. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public StepReport gaussian() {
        return gaussian.update();
    }

    /** Microseconds an example of a 16-4 Helmholtz machine: wake, sleep and plain gradient descent. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OperationsPerInvocation(BATCH)
    public StepReport helmholtz() {
        return helmholtz.update();
    }
}

package org.hypnos.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
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

/** Milliseconds of a whole training step: all phases, gradients and both sides' optimizer step. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class StepBenchmark {
    @Param({"RWS", "DEEP_RWS_25", "DEEP_RWS_100", "WS"})
    private NetworkWorkload workload = NetworkWorkload.RWS;

    @Param({"1", "2"})
    private int threads = 1;

    private Training training;

    @Setup
    public void setUp() {
        training = workload.training(threads);
    }

    @TearDown
    public void tearDown() {
        training.close();
    }

    @Benchmark
    public StepReport step() {
        return training.update();
    }
}

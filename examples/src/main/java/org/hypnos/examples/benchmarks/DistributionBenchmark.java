package org.hypnos.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hypnos.autodiff.Engine;
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

/** Nanoseconds an event of drawing and of scoring a million, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(DistributionWorkload.EVENTS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DistributionBenchmark {
    @Param
    private DistributionWorkload distribution = DistributionWorkload.NORMAL;

    @Param("auto")
    private String engine = "auto";

    private Events events = new Events(distribution, Engine.plain());

    @Setup
    public void setUp() {
        events = new Events(distribution, Engine.named(engine));
    }

    @Benchmark
    public double draw() {
        return events.draw();
    }

    @Benchmark
    public double score() {
        return events.score();
    }
}

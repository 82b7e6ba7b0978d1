package org.hypnos.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.training.Dataset;
import org.hypnos.examples.networks.Pair;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Images a second whose likelihood is estimated under a 784-200-200-10 network, by 1,000 draws each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class EvaluationBenchmark {
    private static final int IMAGES = 40;
    private static final int DRAWS = 1_000;

    @Param({"1", "2"})
    private int threads = 1;

    private final Pair pair = NetworkWorkload.RWS.pair();
    private final Dataset images = NetworkWorkload.RWS.images(IMAGES);

    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public ImportanceNll importance() {
        return ImportanceNll.of(
                new ImportanceSampling(pair.model(), pair.guide(), images, DRAWS, 1, Engine.fastest(), threads));
    }
}

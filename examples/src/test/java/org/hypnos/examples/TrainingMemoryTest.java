package org.hypnos.examples;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;
import org.junit.jupiter.api.Test;

/** What a whole training holds and allocates, seen from outside, each in a JVM of its own. */
class TrainingMemoryTest {
    private static final int WARM_UP = 3;
    private static final double MEBI = 1 << 20;
    private static final double CLASSES = 4; // MiB

    /** What a training has on the heap is what it says it needs, and some classes. */
    @Test
    void theHeapHoldsWhatTheTrainingSays() throws IOException, InterruptedException {
        Figures figures = child(engine(), List.of(), 800, 20);
        assertThat(figures.said() / MEBI).isGreaterThan(50);
        assertThat(figures.held() / MEBI)
                .isCloseTo(figures.said() / MEBI, within(0.01 * figures.said() / MEBI + CLASSES));
    }

    /** A JVM that interprets, since what a compiler leaves out differs from run to run. */
    @Test
    void twiceTheParticlesAndTheWidthAllocateTheSameInAStep() throws IOException, InterruptedException {
        long once = child("plain", List.of("-Xint"), 16, 5).allocated();
        long twice = child("plain", List.of("-Xint"), 32, 10).allocated();
        assertThat(Math.abs(twice - once)).isLessThan(1024);
    }

    /** What remains are traces and tensors without their numbers, and what flows back through them. */
    @Test
    void aStepAllocatesFewBytesForEachTensorRecorded() throws IOException, InterruptedException {
        Figures figures = child("plain", List.of("-Xint"), 16, 10);
        assertThat(figures.recorded()).isGreaterThan(300);
        assertThat((double) figures.allocated() / figures.recorded()).isLessThan(300);
    }

    /** In bytes, and how many tensors the tapes of a step recorded. */
    private record Figures(long said, long held, long allocated, long recorded) {}

    private static String engine() {
        return Engine.fastest().name();
    }

    private static Figures child(String engine, List<String> flags, int width, int particles)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m"));
        if (engine.equals("vector")) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingMemoryTest.class.getName()));
        command.addAll(List.of(engine, "" + width, "" + particles));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        List<Long> figures = Splitter.on(' ')
                .splitToStream(output.strip())
                .map(Long::valueOf)
                .toList();
        return new Figures(figures.get(0), figures.get(1), figures.get(2), figures.get(3));
    }

    /** Prints what the training says, what the heap holds, and what the last of some steps allocated and recorded. */
    public static void main(String[] arguments) {
        Engine engine = Engine.named(arguments[0]);
        int width = Integer.parseInt(arguments[1]);
        Figures figures = figures(engine, width, Integer.parseInt(arguments[2]));
        System.out.println(
                figures.said() + " " + figures.held() + " " + figures.allocated() + " " + figures.recorded());
    }

    private static Figures figures(Engine engine, int width, int particles) {
        long before = held();
        Pair pair = Networks.of(NetworkPlan.sigmoidBelief(width, List.of(width, width, width)), 1);
        Map<String, String> options = Map.of("particles", "" + particles, "insomnia", "0.5", "sleepParticles", "1");
        var algorithm = Inference.installed().create("rws", pair.model(), pair.guide(), options);
        TrainingOptions choices = TrainingOptions.of(1, 24).withEngine(engine).withThreads(1);
        Dataset data = Dataset.of(Map.of("x", draw(width)));
        try (Training training = new Training(algorithm, pair.model(), pair.guide(), data, choices)) {
            StepReport last = training.update();
            while (last.step() < WARM_UP) {
                last = training.update();
            }
            var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocatedBefore = thread.getCurrentThreadAllocatedBytes();
            StepReport measured = training.update();
            long allocated = thread.getCurrentThreadAllocatedBytes() - allocatedBefore;
            assertThat(measured.leftOut()).isZero();
            long held = held() - before;
            return new Figures(training.memory().total(), held, allocated, recorded(algorithm, pair, data, choices));
        }
    }

    /** How many tensors a step records, by a training of its own. */
    private static long recorded(InferenceAlgorithm algorithm, Pair pair, Dataset data, TrainingOptions choices) {
        List<Tape> tapes = new ArrayList<>();
        InferenceAlgorithm watched = () -> algorithm.phases().stream()
                .map(phase -> Phase.always(phase.name(), (tracer, batch) -> {
                    tapes.add(tracer.tape());
                    return phase.objective().evaluate(tracer, batch);
                }))
                .collect(toImmutableList());
        try (Training training = new Training(watched, pair.model(), pair.guide(), data, choices)) {
            assertThat(training.update().leftOut()).isZero();
            tapes.clear(); // of the look at every phase that comes before the first step
            assertThat(training.update().leftOut()).isZero();
        }
        return tapes.stream().mapToInt(Tape::size).sum();
    }

    private static long held() {
        System.gc();
        System.gc(); // what the first one made unreachable
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Tensor draw(int width) {
        Tensor logits = Tensor.full(DType.FLOAT32, Shape.of(48, width), -1.9);
        return RandomStream.of(1).bernoulli(logits.shape(), logits);
    }
}

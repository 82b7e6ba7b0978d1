package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.examples.benchmarks.DistributionWorkload;
import org.hypnos.examples.benchmarks.Events;
import org.hypnos.examples.benchmarks.GaussianWorkload;
import org.hypnos.examples.benchmarks.NetworkWorkload;
import org.hypnos.examples.networks.Pair;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times each workload by Hypnos and by DJL in turns, in one process, so that whatever else runs slows both. */
@Command(
        name = "bench-djl",
        mixinStandardHelpOptions = true,
        description = "Times Hypnos and DJL's PyTorch engine in turns; a ratio above 1 says that Hypnos is faster.")
final class Comparison implements Runnable {
    private static final String EVALUATION = "EVALUATION";
    private static final String GAUSSIAN = "GAUSSIAN";
    private static final String DRAW = "DRAW_";
    private static final String SCORE = "SCORE_";
    private static final int IMAGES = 20;
    private static final int DRAWS = 1_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--threads", split = ",", description = "numbers of threads (default: 1,2)")
    private List<Integer> threads = List.of(1, 2);

    @Option(names = "--repeats", description = "turns of each side (default: ${DEFAULT-VALUE})")
    private int repeats = 7;

    @Option(names = "--seconds", description = "length of a turn (default: ${DEFAULT-VALUE})")
    private double seconds = 2;

    @Option(names = "--warm-up", description = "seconds before a side's first turn (default: ${DEFAULT-VALUE})")
    private double warmUp = 8;

    @Option(names = "--only", split = ",", description = "workloads, such as RWS,EVALUATION (default: all)")
    private List<String> only = names();

    /** Starts the comparison; no call home, no download. */
    public static void main(String[] arguments) {
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        System.exit(new CommandLine(new Comparison()).execute(arguments));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (NetworkWorkload workload : NetworkWorkload.values()) {
            names.add(workload.name());
        }
        names.addAll(List.of(EVALUATION, GAUSSIAN));
        for (DistributionWorkload workload : DistributionWorkload.values()) {
            if (TorchDistribution.canDraw(workload)) {
                names.add(DRAW + workload);
            }
            names.add(SCORE + workload);
        }
        return names;
    }

    @Override
    public void run() {
        checkNames();
        ai.djl.engine.Engine djl = ai.djl.engine.Engine.getInstance();
        System.out.printf(
                "Hypnos' %s engine on JDK %s; %s %s by DJL%n",
                Engine.fastest(), Runtime.version(), djl.getEngineName(), djl.getVersion());
        Duel.printHead();
        for (int count : threads) {
            JniUtils.setNumThreads(count);
            for (String name : only) {
                if (name.startsWith(DRAW)) {
                    events(DistributionWorkload.valueOf(name.substring(DRAW.length())), true, count);
                } else if (name.startsWith(SCORE)) {
                    events(DistributionWorkload.valueOf(name.substring(SCORE.length())), false, count);
                } else {
                    steps(name, count);
                }
            }
        }
    }

    private void steps(String name, int count) {
        switch (name) {
            case EVALUATION -> evaluation(count);
            case GAUSSIAN -> gaussian(count);
            default -> training(NetworkWorkload.valueOf(name), count);
        }
    }

    private void checkNames() {
        for (String name : only) {
            if (!names().contains(name)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "no workload '" + name + "'; there are " + names());
            }
        }
    }

    /** A step. */
    private void training(NetworkWorkload workload, int count) {
        try (Training ours = workload.training(count);
                TorchTraining theirs = new TorchTraining(workload)) {
            fight(new Duel(workload.name(), () -> ours.update().thetaLoss().orElseThrow(), theirs::step, 1), count);
        }
    }

    /** An image. */
    private void evaluation(int count) {
        Pair pair = NetworkWorkload.RWS.pair();
        Dataset images = NetworkWorkload.RWS.images(IMAGES);
        try (NDManager manager = NDManager.newBaseManager()) {
            TorchNetwork network = new TorchNetwork(new TorchParameters(manager), NetworkWorkload.RWS.layers());
            TorchEvaluation theirs = new TorchEvaluation(network, TorchTraining.images(manager, images));
            fight(
                    new Duel(
                            EVALUATION,
                            () -> ImportanceNll.of(new ImportanceSampling(
                                            pair.model(), pair.guide(), images, DRAWS, 1, Engine.fastest(), count))
                                    .nats(),
                            () -> theirs.negativeLogLikelihood(DRAWS),
                            IMAGES),
                    count);
        }
    }

    /** A step, for which Hypnos always takes one thread. */
    private void gaussian(int count) {
        try (Training ours = GaussianWorkload.training();
                TorchGaussian theirs = new TorchGaussian()) {
            fight(new Duel(GAUSSIAN, () -> ours.update().thetaLoss().orElseThrow(), theirs::step, 1), count);
        }
    }

    /** A million events, for which Hypnos always takes one thread. */
    private void events(DistributionWorkload workload, boolean draw, int count) {
        Events ours = new Events(workload, Engine.fastest());
        try (TorchEvents theirs = new TorchEvents(workload, ours.values())) {
            fight(
                    draw
                            ? new Duel(DRAW + workload, ours::draw, theirs::draw, 1)
                            : new Duel(SCORE + workload, ours::score, theirs::score, 1),
                    count);
        }
    }

    private void fight(Duel duel, int count) {
        duel.fight(new Duel.Turns(warmUp, seconds, repeats), count);
    }
}

package org.hypnos.inference.rws;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.TrainingOptions;

/** Two hundred steps on bars, as a program of its own too: {@code BarsTraining ENGINE THREADS DTYPE}. */
final class BarsTraining {
    /** Stands before the result in what the program prints. */
    static final String RESULT = "trained: ";

    private BarsTraining() {}

    public static void main(String[] arguments) {
        Engine engine = Engine.named(arguments[0]);
        System.out.println(RESULT + result(engine, Integer.parseInt(arguments[1]), DType.valueOf(arguments[2])));
    }

    /** The digest of all parameters of both sides, and the last step's losses and effective sample size to the last bit. */
    static String result(Engine engine, int threads, DType dtype) {
        BarsNetwork network = new BarsNetwork(dtype, 1);
        TrainingOptions options = TrainingOptions.of(1, 100)
                .withShardSize(13)
                .withEngine(engine)
                .withThreads(threads)
                .withOptimizer(Optimizer.adam(0.01));
        ReweightedWakeSleep algorithm =
                new ReweightedWakeSleep(Programs.of(network.model, network.guide), Settings.of(5, 0.5, 3));
        StepReport last = network.train(algorithm, options, 200);
        Stream<Double> figures = Stream.of(
                last.thetaLoss().orElseThrow(),
                last.phiLoss().orElseThrow(),
                last.weights().orElseThrow().meanEss());
        return network.digest() + figures.map(Double::toHexString).collect(Collectors.joining(" ", " ", ""));
    }
}

package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.hypnos.core.io.Bars;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.run.Ending;

/**
 * What came of a training, for people and for programs.
 *
 * @param seconds that its steps took
 */
record Outcome(Preparation prepared, NllMeasure.Measured nll, Ending ending, double seconds, StepTimes times) {
    /**
     * Tells how good the programs are.
     *
     * @param folder of the run
     * @param seen what is to be looked at
     */
    void describe(PrintWriter people, Path folder, Path seen) {
        boolean bars = prepared.images().isBars();
        people.println((bars ? "" : "validation: ") + nll.evaluation().text());
        if (bars) {
            people.printf(
                    Locale.ROOT,
                    "the best possible is the entropy of the images, %.4f nats%n",
                    Bars.entropy(prepared.measure().data()));
        }
        people.printf(
                Locale.ROOT,
                "%s%d steps in %.1f s, %.0f examples/s; look at %s%n",
                switch (ending) {
                    case NO_BETTER -> "the best parameters of early stopping; ";
                    case TIME_OVER -> "time over (go on with './run resume " + folder + "'); ";
                    default -> "";
                },
                prepared.training().step(),
                seconds,
                times.examplesPerSecond(prepared.options().batch),
                seen);
        people.flush();
    }

    JsonLine figures(Path folder) {
        RunOptions options = prepared.options();
        return new JsonLine()
                .add("algorithm", options.algorithm)
                .add("seed", options.seed)
                .add("threads", prepared.compute().threads)
                .add("engine", prepared.engine().name())
                .add("steps", prepared.training().step())
                .add("seconds", seconds)
                .add("examples_per_second", times.examplesPerSecond(options.batch))
                .addAll(nll.evaluation().figures())
                .add(
                        "parameters_sha256",
                        ParameterDigest.sha256(
                                prepared.pair().model().parameters(),
                                prepared.pair().guide().parameters()))
                .add("out", folder.toString());
    }
}

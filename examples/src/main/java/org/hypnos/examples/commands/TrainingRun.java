package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.io.Bars;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.examples.networks.Pair;

/**
 * A training of which all is known before its first step.
 *
 * @param held the images that it does not learn from; for bars, all there are
 * @param samples draws for each datum of the NLL at the end
 * @param explain whether to tell what the training does, before its first step
 */
record TrainingRun(
        Pair pair,
        Dataset train,
        Dataset held,
        ImageData images,
        Training training,
        RunFolder folder,
        RunFolder.Config config,
        Engine engine,
        int samples,
        boolean explain,
        CommonOptions common) {

    /** Trains, keeps the parameters and tells how good they are; with JSON, people read {@code err}. */
    void carryOut(PrintWriter out, PrintWriter err) throws IOException {
        PrintWriter people = common.json ? err : out;
        if (!common.quiet) {
            people.println("hypnos " + config.recipe());
            people.println("engine " + engine + hint() + ", " + common.threads + " threads, run in " + folder.path());
            people.flush();
        }
        if (explain) {
            people.println(training.explain());
            people.flush();
        }
        Progress progress = new Progress(err, common.quiet, config.steps());
        StepTimes times = steps(progress);
        folder.write(config, pair);
        Evaluation likelihood = evaluate(progress);
        progress.end();
        double examplesPerSecond = config.batch() / times.medianSeconds();
        tell(people, likelihood, times.totalSeconds(), examplesPerSecond);
        if (common.json) {
            figures(likelihood, times.totalSeconds(), examplesPerSecond).printTo(out);
        }
    }

    /** How to get the faster engine. */
    private String hint() {
        return Engine.fastest().name().equals("vector")
                ? ""
                : " (start java with --add-modules jdk.incubator.vector for a faster one)";
    }

    /** Takes all steps and says how long they took. */
    private StepTimes steps(Progress progress) {
        StepTimes times = new StepTimes(config.steps());
        try (training) {
            for (long step = 0; step < config.steps(); step++) {
                long start = System.nanoTime();
                StepReport report = training.update();
                times.add(System.nanoTime() - start);
                progress.step(report);
            }
        }
        return times;
    }

    private Evaluation evaluate(Progress progress) {
        if (images.isBars() && config.plan().enumerable()) {
            progress.say("adding up all causes of all images ...");
            return Evaluation.exact(pair, held, engine, common.threads);
        }
        progress.say("estimating the NLL of " + held.size() + " validation images by " + samples + " draws each ...");
        return Evaluation.importance(pair, held, samples, common.seed, engine, common.threads);
    }

    private void tell(PrintWriter people, Evaluation likelihood, double seconds, double examplesPerSecond) {
        people.println((images.isBars() ? "" : "validation: ") + likelihood.text());
        if (images.isBars()) {
            people.printf(
                    Locale.ROOT, "the best possible is the entropy of the images, %.4f nats%n", Bars.entropy(train));
        }
        people.printf(
                Locale.ROOT,
                "%d steps in %.1f s, %.0f examples/s; the run is in %s%n",
                config.steps(),
                seconds,
                examplesPerSecond,
                folder.path());
        people.flush();
    }

    private JsonLine figures(Evaluation likelihood, double seconds, double examplesPerSecond) {
        return new JsonLine()
                .add("algorithm", config.algorithm())
                .add("seed", config.seed())
                .add("threads", common.threads)
                .add("engine", engine.name())
                .add("steps", config.steps())
                .add("seconds", seconds)
                .add("examples_per_second", examplesPerSecond)
                .addAll(likelihood.figures())
                .add(
                        "parameters_sha256",
                        ParameterDigest.sha256(
                                pair.model().parameters(), pair.guide().parameters()))
                .add("out", folder.path().toString());
    }
}

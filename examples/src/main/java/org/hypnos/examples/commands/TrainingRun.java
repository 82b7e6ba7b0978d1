package org.hypnos.examples.commands;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.FileFault;
import org.hypnos.core.io.SafeTensors;
import org.hypnos.core.run.Ending;
import org.hypnos.core.run.EventLog;
import org.hypnos.core.run.MetricsLog;
import org.hypnos.core.run.RunFiles;
import org.hypnos.core.run.RunLoop;
import org.hypnos.core.run.StopRequest;
import org.hypnos.core.run.TimingsLog;
import org.hypnos.core.training.TrainingListener;
import org.hypnos.examples.report.Report;

/**
 * A prepared training in its folder, from its newest checkpoint to its end or to where it is told to stop.
 *
 * @param most how long it may go on
 */
record TrainingRun(Preparation prepared, RunFiles files, Optional<Duration> most, PrintWriter out, PrintWriter err) {
    private static final int FANTASIES = 100;

    /** The note in the model's file that says for how many steps it is the end. */
    private static final String COMPLETE = "complete_run_of_steps";

    /** Goes on and tells how good the programs are; with JSON, people read {@code err}. */
    void carryOut() throws IOException {
        Progress progress =
                new Progress(err, prepared.compute().quiet, prepared.training().stepsPerEpoch());
        StepTimes times = new StepTimes();
        RunOptions options = prepared.options();
        try (var training = prepared.training();
                MetricsLog metrics = new MetricsLog(
                        files.metrics(), options.logEvery, prepared.parameters(), options.checkpointEvery);
                TimingsLog timings = new TimingsLog(files.timings(), options.logEvery);
                EventLog events = events()) {
            List<TrainingListener> listeners = new ArrayList<>(List.of(times, metrics, timings, events, progress));
            Preparation.earlyStopping(options).ifPresent(listeners::add);
            RunLoop loop = new RunLoop(
                    training,
                    files.checkpoints(options.keep),
                    prepared.plan(most),
                    prepared.whileTraining(),
                    listeners);
            restore(loop);
            if (isComplete()) {
                tell("the run of " + options.steps + " steps is complete; look at " + report());
                if (prepared.compute().json) {
                    new JsonLine()
                            .add("steps", training.step())
                            .add("out", files.path().toString())
                            .printTo(out);
                }
                return;
            }
            if (training.step() > 0) {
                tell("going on after step " + training.step() + " of " + options.steps);
            }
            Ending ending = steps(loop, progress);
            if (ending != Ending.ASKED) {
                conclude(loop, ending, progress, times, timings.seconds());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IOException(
                    Hypnos.message(e) + "; the run goes on from its last checkpoint with './run resume " + files.path()
                            + "'",
                    e);
        }
    }

    private void restore(RunLoop loop) throws IOException {
        try {
            loop.restore(warning -> tell("warning: " + warning));
        } catch (IllegalArgumentException e) {
            throw new Slip(
                    files.path() + ": its newest checkpoint does not belong to it: " + e.getMessage()
                            + "; put back the files that it left, or train anew",
                    e);
        }
    }

    /** Whether the model in the folder is what these steps lead to; one that is damaged will be made again. */
    private boolean isComplete() {
        try {
            String steps = SafeTensors.readWithNotes(files.model()).notes().get(COMPLETE);
            return String.valueOf(prepared.options().steps).equals(steps);
        } catch (IOException e) {
            return false;
        }
    }

    /** What people read while it goes on. */
    private void tell(String line) {
        if (!prepared.compute().quiet) {
            err.println(line);
            err.flush();
        }
    }

    private EventLog events() {
        return new EventLog(
                files.events(),
                prepared.training(),
                prepared.parameters(),
                new EventLog.Cadence(prepared.options().logEvery, prepared.options().histogramsEvery),
                this::fantasies);
    }

    private Pictures pictures() {
        return new Pictures(
                prepared.pair().model(), prepared.pair().guide(), prepared.engine(), prepared.options().seed);
    }

    private EventLog.Picture fantasies() {
        BufferedImage image = ImageGrid.of(pictures().fantasies(FANTASIES));
        return new EventLog.Picture(image.getWidth(), image.getHeight(), ImageGrid.png(image));
    }

    /** While steps are taken, Ctrl-C and SIGTERM wait for the step's end and a checkpoint. */
    private Ending steps(RunLoop loop, Progress progress) throws IOException {
        try (StopRequest stop = StopRequest.open()) {
            Ending ending = loop.run(stop);
            if (ending == Ending.ASKED) {
                progress.clear();
                err.println("stopped after step " + prepared.training().step() + " of " + prepared.options().steps
                        + "; go on with './run resume " + files.path() + "'");
                err.flush();
            }
            return ending;
        }
    }

    private void conclude(RunLoop loop, Ending ending, Progress progress, StepTimes times, double seconds)
            throws IOException {
        NllMeasure.Measured nll = measure();
        loop.end(List.of(nll.score()));
        for (Map.Entry<String, BufferedImage> picture :
                pictures().all(prepared.measure().data()).entrySet()) {
            ImageGrid.write(files.picture(picture.getKey()), picture.getValue());
        }
        SafeTensors.write(files.model(), values(), notes(ending));
        Path seen = report();
        progress.clear();
        Outcome outcome = new Outcome(prepared, nll, ending, seconds, times);
        PrintWriter people = prepared.compute().json ? err : out;
        outcome.describe(people, files.path(), seen);
        if (prepared.compute().json) {
            outcome.figures(files.path()).printTo(out);
        }
    }

    /**
     * What to look at: the report, or the folder without one. All that counts is on the disk by now: a report that cannot
     * be written is told, and no failure.
     */
    private Path report() {
        try {
            return Report.write(files.path());
        } catch (IOException e) {
            tell("warning: there is no report: " + FileFault.describe(e));
            return files.path();
        }
    }

    private NllMeasure.Measured measure() {
        SamplingProgress progress = new SamplingProgress(
                err, prepared.compute().quiet, prepared.measure().data().size());
        try (LastWords unused =
                LastWords.open(err, "stopped while measuring; go on with './run resume " + files.path() + "'")) {
            return prepared.measure().best(prepared.training().step(), prepared.options().evalSamples, progress);
        } finally {
            progress.end();
        }
    }

    private Map<String, String> notes(Ending ending) {
        Map<String, String> notes = new TreeMap<>();
        notes.put("step", String.valueOf(prepared.training().step()));
        if (ending != Ending.TIME_OVER) {
            notes.put(COMPLETE, String.valueOf(prepared.options().steps));
        }
        return notes;
    }

    private Map<String, Tensor> values() {
        Map<String, Tensor> values = new TreeMap<>();
        for (Parameter parameter : prepared.parameters()) {
            values.put(parameter.name(), parameter.value());
        }
        return values;
    }
}

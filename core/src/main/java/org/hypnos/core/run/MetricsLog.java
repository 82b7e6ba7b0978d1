package org.hypnos.core.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.Score;
import org.hypnos.core.training.StepReport;

/**
 * Writes a run's figures to {@code metrics.jsonl}, a line of JSON each: means over so many steps, measurements, and digests
 * of the parameters after 1, 10, 100, ... steps and at regular checkpoints. Equal runs leave equal bytes, resumed or not.
 */
public final class MetricsLog implements SavedListener, AutoCloseable {
    private final Lines lines;
    private final ImmutableList<Parameter> parameters;
    private final long every;
    private final long digestEvery;
    private final Means means = new Means();
    private long bytes; // of the file, where a run goes on

    /**
     * Opens nothing yet: the file is begun, or cut back to the checkpoint, when the run begins or goes on.
     *
     * @param file in a folder that exists, such as {@link RunFiles#metrics}
     * @param every so many steps a line of means; 0 for none
     * @param parameters whose digests are told
     * @param digestEvery so many steps, beside powers of ten; at least 1
     */
    public MetricsLog(Path file, long every, ImmutableList<Parameter> parameters, long digestEvery) {
        checkArgument(every >= 0, "the steps between lines may not be negative, found %s", every);
        checkArgument(digestEvery >= 1, "the steps between digests must be at least 1, found %s", digestEvery);
        this.lines = new Lines(file);
        this.parameters = parameters;
        this.every = every;
        this.digestEvery = digestEvery;
    }

    @Override
    public void begin(long iterations) {
        lines.cut(bytes);
    }

    @Override
    public void step(StepReport report) {
        long steps = report.step() + 1;
        if (every > 0) {
            means.add(report);
            if (steps % every == 0) {
                writeMeans(steps);
            }
        }
        if (isPowerOfTen(steps) || steps % digestEvery == 0) {
            writeDigests(steps);
        }
    }

    private void writeMeans(long steps) {
        FigureLine line = new FigureLine(steps, "train");
        means.take().forEach(line::add);
        lines.add(line.toString());
    }

    private static boolean isPowerOfTen(long number) {
        long power = 1;
        while (power < number) {
            power *= 10;
        }
        return power == number;
    }

    private void writeDigests(long steps) {
        JsonObject digests = new JsonObject();
        for (Parameter parameter : parameters) {
            digests.addProperty(
                    parameter.name(), ParameterDigest.sha256(parameter).substring(0, 16));
        }
        lines.add(new FigureLine(steps, "parameters").add("sha256", digests).toString());
    }

    @Override
    public void evaluation(Score score) {
        FigureLine line = new FigureLine(score.steps(), "evaluation")
                .add("split", score.split())
                .add("metric", score.metric())
                .add("estimate", score.estimate());
        score.samples().ifPresent(samples -> line.add("samples", samples));
        line.add("value", score.value());
        score.halfWidths().forEach((name, halfWidth) -> line.addInterval(name, score.value(), halfWidth));
        lines.add(line.toString());
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String state() {
        JsonObject state = new JsonObject();
        state.addProperty("bytes", lines.forced());
        state.add("means", means.state());
        return state.toString();
    }

    @Override
    public void restore(String state) {
        JsonObject read = Means.parse(state);
        bytes = read.get("bytes").getAsLong();
        lines.check(bytes);
        means.restore(read.getAsJsonObject("means"));
    }

    @Override
    public void close() {
        lines.close();
    }
}

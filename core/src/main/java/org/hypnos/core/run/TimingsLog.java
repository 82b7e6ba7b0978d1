package org.hypnos.core.run;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.hypnos.core.training.StepReport;

/** Writes to {@code timings.jsonl} how fast a run goes, a line of JSON after every so many steps. */
public final class TimingsLog implements SavedListener, AutoCloseable {
    private final Lines lines;
    private final long every;
    private long bytes;
    private double before; // seconds of the processes before this one
    private long start;
    private long window;
    private long examples;

    /**
     * Opens nothing yet: the file is begun, or cut back to the checkpoint, when the run begins or goes on.
     *
     * @param file in a folder that exists, such as {@link RunFiles#timings}
     * @param every so many steps a line; 0 for none
     */
    public TimingsLog(Path file, long every) {
        this.lines = new Lines(file);
        this.every = every;
    }

    @Override
    public void begin(long iterations) {
        lines.cut(bytes);
        start = System.nanoTime();
        window = start;
    }

    @Override
    public void step(StepReport report) {
        examples += report.data();
        if (every > 0 && (report.step() + 1) % every == 0) {
            long now = System.nanoTime();
            lines.add(new FigureLine(report.step() + 1, "timing")
                    .add("seconds", seconds())
                    .add("examples_per_second", examples / ((now - window) / 1e9))
                    .toString());
            window = now;
            examples = 0;
        }
    }

    /** {@return how many seconds the run has taken, in all its processes} */
    public double seconds() {
        return before + (System.nanoTime() - start) / 1e9;
    }

    @Override
    public String name() {
        return "timings";
    }

    @Override
    public String state() {
        JsonObject state = new JsonObject();
        state.addProperty("bytes", lines.forced());
        state.addProperty("seconds", seconds());
        return state.toString();
    }

    @Override
    public void restore(String state) {
        JsonObject read = Means.parse(state);
        bytes = read.get("bytes").getAsLong();
        lines.check(bytes);
        before = read.get("seconds").getAsDouble();
    }

    @Override
    public void close() {
        lines.close();
    }
}

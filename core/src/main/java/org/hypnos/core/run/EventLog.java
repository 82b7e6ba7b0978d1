package org.hypnos.core.run;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.EventFile;
import org.hypnos.core.io.FileFault;
import org.hypnos.core.training.Score;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's figures as TensorBoard's events: scalars; and, less often, histograms of parameters, gradients and effective
 * sample sizes, and a picture.
 */
public final class EventLog implements TrainingListener, AutoCloseable {
    private final Path file;
    private final Training training;
    private final ImmutableList<Parameter> parameters;
    private final Cadence cadence;
    private final Supplier<Picture> fantasies;
    private final Means means = new Means();
    private @Nullable EventFile events;
    private long next; // how many steps there will be after this one

    /**
     * How often what is written.
     *
     * @param scalars so many steps; 0 for never
     * @param histograms so many steps, pictures too; 0 for never
     */
    public record Cadence(long scalars, long histograms) {}

    /**
     * A picture that viewers show.
     *
     * @param width in pixels
     * @param height in pixels
     * @param png the bytes of a PNG file of that size
     */
    @SuppressWarnings("ArrayRecordComponent") // written, never compared
    public record Picture(int width, int height, byte[] png) {}

    /**
     * Opens nothing yet: the file is begun, or continued, when the run begins or goes on.
     *
     * @param file in a folder that exists, such as {@link RunFiles#events}
     * @param training which knows the step to go on from and the last step's effective sample sizes
     * @param parameters whose values have histograms
     * @param cadence how often what is written
     * @param fantasies makes a picture each time that histograms are due
     */
    public EventLog(
            Path file,
            Training training,
            ImmutableList<Parameter> parameters,
            Cadence cadence,
            Supplier<Picture> fantasies) {
        this.file = file;
        this.training = training;
        this.parameters = parameters;
        this.cadence = cadence;
        this.fantasies = fantasies;
    }

    private static boolean isDue(long steps, long every) {
        return every > 0 && steps % every == 0;
    }

    /** What is written, which a full disk may keep from it. */
    @FunctionalInterface
    private interface Writing {
        void to(EventFile events) throws IOException;
    }

    private void write(Writing writing) {
        try {
            if (events == null) {
                events = EventFile.open(file, Clock.systemUTC(), training.step());
            }
            writing.to(events);
        } catch (IOException e) {
            throw new UncheckedIOException(FileFault.describe(file, e), e);
        }
    }

    @Override
    public void begin(long iterations) {
        write(EventFile::flush);
    }

    @Override
    public boolean wantsGradients(long step) {
        next = step + 1;
        return isDue(next, cadence.histograms());
    }

    @Override
    public void gradient(Parameter parameter, Tensor gradient) {
        write(to -> to.histogram(next, "gradients/" + parameter.name(), gradient));
    }

    @Override
    public void step(StepReport report) {
        long steps = report.step() + 1;
        if (cadence.scalars() > 0) {
            means.add(report);
        }
        if (isDue(steps, cadence.scalars())) {
            write(to -> scalars(to, steps));
        }
        if (isDue(steps, cadence.histograms())) {
            write(to -> histograms(to, steps));
        }
    }

    private void scalars(EventFile to, long steps) throws IOException {
        for (var mean : means.take().entrySet()) {
            to.scalar(steps, "train/" + mean.getKey(), mean.getValue());
        }
        to.flush();
    }

    private void histograms(EventFile to, long steps) throws IOException {
        for (Parameter parameter : parameters) {
            to.histogram(steps, "parameters/" + parameter.name(), parameter.value());
        }
        double[] sizes = training.effectiveSampleSizes();
        float[] rounded = new float[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            rounded[i] = (float) sizes[i];
        }
        to.histogram(steps, "weights/effective_sample_size", rounded);
        Picture picture = fantasies.get();
        to.image(steps, "fantasies", picture.width(), picture.height(), picture.png());
        to.flush();
    }

    @Override
    public void evaluation(Score score) {
        write(to -> {
            to.scalar(score.steps(), score.split() + "/" + score.metric() + "_" + score.estimate(), score.value());
            to.flush();
        });
    }

    @Override
    public void close() {
        if (events != null) {
            write(EventFile::close);
        }
    }
}

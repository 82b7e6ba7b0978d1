package org.hypnos.core.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hypnos.core.training.Score;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Takes the steps of a run from its newest checkpoint on, measures, and leaves checkpoints. */
public final class RunLoop {
    private static final Duration LONGEST_WITHOUT_CHECKPOINT = Duration.ofMinutes(5);

    private final Training training;
    private final Checkpoints checkpoints;
    private final RunPlan plan;
    private final Measurement measurement;
    private final TrainingListener listeners;
    private final ImmutableList<SavedListener> saved;
    private final @Nullable EarlyStopping earlyStopping;
    private long checkpointAt; // on the clock of this process
    private long checkpointStep = -1;
    private Consumer<String> warnings = warning -> {};

    /**
     * Takes no step yet.
     *
     * @param training whose steps are taken
     * @param checkpoints where the run goes on from, and leaves more
     * @param plan how long, and when what
     * @param measurement what is measured while training goes on
     * @param listeners told in this order; the states of those that have one stand in the checkpoints
     */
    public RunLoop(
            Training training,
            Checkpoints checkpoints,
            RunPlan plan,
            Measurement measurement,
            List<? extends TrainingListener> listeners) {
        this.training = training;
        this.checkpoints = checkpoints;
        this.plan = plan;
        this.measurement = measurement;
        this.listeners = TrainingListener.all(listeners);
        this.saved = ofType(listeners, SavedListener.class);
        this.earlyStopping =
                ofType(listeners, EarlyStopping.class).stream().findFirst().orElse(null);
    }

    private static <T> ImmutableList<T> ofType(List<? extends TrainingListener> listeners, Class<T> type) {
        return listeners.stream().filter(type::isInstance).map(type::cast).collect(ImmutableList.toImmutableList());
    }

    /**
     * Goes to the newest checkpoint that is whole, or stays at the first step if there is none.
     *
     * @param warnings hears of checkpoints that are damaged, later of the best one too
     * @throws IOException if the folder of the checkpoints cannot be listed
     * @throws IllegalArgumentException if a checkpoint is of another model or optimizer, or a listener cannot read its
     *     state
     */
    public void restore(Consumer<String> warnings) throws IOException {
        this.warnings = warnings;
        Optional<Checkpoint> newest = checkpoints.newest(warnings);
        if (newest.isPresent()) {
            training.restore(newest.get().training());
            checkpointStep = training.step();
            for (SavedListener listener : saved) {
                String state = newest.get().listeners().get(listener.name());
                if (state != null) {
                    restore(listener, state);
                }
            }
        }
    }

    private static void restore(SavedListener listener, String state) {
        try {
            listener.restore(state);
        } catch (IllegalStateException
                | JsonParseException
                | UnsupportedOperationException
                | ClassCastException
                | IndexOutOfBoundsException
                | NullPointerException e) { // what Gson and listeners say of other forms
            throw new IllegalArgumentException("'" + state + "' is no state of '" + listener.name() + "'", e);
        }
    }

    /**
     * Takes steps until the run is complete, early stopping ends it, its time is over or it is asked to stop, and
     * leaves a checkpoint. If it was asked to stop, the listeners hear that it is over; else the best parameters are
     * put back, where early stopping knows them, and {@link #end} is the caller's to call.
     *
     * @param stop looked at before each step
     * @return why it went no further
     * @throws IOException if a checkpoint cannot be written; the listeners hear of it
     */
    public Ending run(StopRequest stop) throws IOException {
        long start = System.nanoTime();
        checkpointAt = start;
        listeners.begin(plan.steps());
        try {
            Ending ending = ending(stop, start);
            while (ending == null) {
                step();
                ending = ending(stop, start);
            }
            if (checkpointStep != training.step()) {
                checkpoint();
            }
            if (ending == Ending.ASKED) {
                listeners.end();
            } else {
                restoreBest();
            }
            return ending;
        } catch (IOException | RuntimeException | Error e) {
            listeners.failure(e);
            throw e;
        }
    }

    /**
     * Tells the listeners of {@code scores}, and that the run is over.
     *
     * @param scores of the final measurement
     */
    public void end(Iterable<Score> scores) {
        scores.forEach(listeners::evaluation);
        listeners.end();
    }

    private @Nullable Ending ending(StopRequest stop, long start) {
        if (training.step() >= plan.steps()) {
            return Ending.COMPLETE;
        } else if (earlyStopping != null && earlyStopping.isOver()) {
            return Ending.NO_BETTER;
        } else if (stop.isAsked()) {
            return Ending.ASKED;
        }
        boolean late =
                plan.most().map(most -> since(start).compareTo(most) >= 0).orElse(false);
        return late ? Ending.TIME_OVER : null;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void step() throws IOException {
        training.update(listeners);
        if (plan.evaluateEvery() > 0 && training.step() % plan.evaluateEvery() == 0) {
            measurement.after(training.step()).forEach(listeners::evaluation);
            if (earlyStopping != null && earlyStopping.bestStep() == training.step()) {
                checkpoints.saveBest(state());
            }
        }
        boolean late = since(checkpointAt).compareTo(LONGEST_WITHOUT_CHECKPOINT) >= 0;
        if (late || training.step() % plan.checkpointEvery() == 0) {
            checkpoint();
        }
    }

    private void checkpoint() throws IOException {
        Path file = checkpoints.save(state());
        checkpointAt = System.nanoTime();
        checkpointStep = training.step();
        listeners.checkpoint(training.step(), file);
    }

    private Checkpoint state() {
        ImmutableMap.Builder<String, String> states = ImmutableMap.builder();
        saved.forEach(listener -> states.put(listener.name(), listener.state()));
        return new Checkpoint(training.state(), states.buildOrThrow());
    }

    private void restoreBest() {
        if (earlyStopping != null && earlyStopping.bestStep() >= 0) {
            try {
                training.restore(Checkpoint.read(checkpoints.best(earlyStopping.bestStep()))
                        .training());
            } catch (IOException e) {
                warnings.accept(e.getMessage() + "; the best parameters are lost, and the last ones stay");
            }
        }
    }
}

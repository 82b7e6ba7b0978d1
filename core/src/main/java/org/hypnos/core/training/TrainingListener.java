package org.hypnos.core.training;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;

/** Follows a run of a training: prints its progress, or writes its figures down. */
@FunctionalInterface
public interface TrainingListener {
    /**
     * A run begins, or goes on.
     *
     * @param iterations after how many steps it ends, counted from its first
     */
    default void begin(long iterations) {}

    /**
     * A step was taken.
     *
     * @param report what it did
     */
    void step(StepReport report);

    /**
     * {@return whether to be told of the gradients of a step, which takes time}
     *
     * @param step from 0 on
     */
    default boolean wantsGradients(long step) {
        return false;
    }

    /**
     * A parameter is about to be moved; told before the step.
     *
     * @param parameter that has its numbers of before the step
     * @param gradient along which it moves, with regularization and before clipping, of its shape
     */
    default void gradient(Parameter parameter, Tensor gradient) {}

    /**
     * An epoch is over: each datum has been seen once more, or, where data are drawn by their probabilities, as many
     * were drawn.
     *
     * @param epochs how many are over since the first step
     */
    default void epoch(long epochs) {}

    /**
     * The programs as they stand were measured.
     *
     * @param score what came of it
     */
    default void evaluation(Score score) {}

    /**
     * All that the run goes on from was saved.
     *
     * @param steps how many were taken until then
     * @param file where it stands
     */
    default void checkpoint(long steps, Path file) {}

    /** The run is over: it has taken its steps, or was stopped. */
    default void end() {}

    /**
     * The run failed.
     *
     * @param cause what was thrown
     */
    default void failure(Throwable cause) {}

    /**
     * {@return a listener that tells several}
     *
     * @param listeners told in this order
     */
    static TrainingListener all(Iterable<? extends TrainingListener> listeners) {
        return new Chain(ImmutableList.copyOf(listeners));
    }

    /**
     * Several listeners, one after the other.
     *
     * @param listeners told in this order
     */
    record Chain(ImmutableList<TrainingListener> listeners) implements TrainingListener {
        private void tell(Consumer<TrainingListener> event) {
            for (int i = 0; i < listeners.size(); i++) {
                event.accept(listeners.get(i));
            }
        }

        @Override
        public void begin(long iterations) {
            tell(listener -> listener.begin(iterations));
        }

        @Override
        public void step(StepReport report) {
            tell(listener -> listener.step(report));
        }

        @Override
        public boolean wantsGradients(long step) {
            return listeners.stream().anyMatch(listener -> listener.wantsGradients(step));
        }

        @Override
        public void gradient(Parameter parameter, Tensor gradient) {
            tell(listener -> listener.gradient(parameter, gradient));
        }

        @Override
        public void epoch(long epochs) {
            tell(listener -> listener.epoch(epochs));
        }

        @Override
        public void evaluation(Score score) {
            tell(listener -> listener.evaluation(score));
        }

        @Override
        public void checkpoint(long steps, Path file) {
            tell(listener -> listener.checkpoint(steps, file));
        }

        @Override
        public void end() {
            tell(TrainingListener::end);
        }

        @Override
        public void failure(Throwable cause) {
            tell(listener -> listener.failure(cause));
        }
    }
}

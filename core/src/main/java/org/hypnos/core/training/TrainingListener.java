package org.hypnos.core.training;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;

/** Follows a run of a training: prints its progress, or writes its figures down. */
@FunctionalInterface
public interface TrainingListener {
    /** A run begins, or goes on, that ends after {@code iterations} steps, counted from its first. */
    default void begin(long iterations) {}

    void step(StepReport report);

    /** Whether to be told of the gradients of {@code step}, which takes time. */
    default boolean wantsGradients(long step) {
        return false;
    }

    /** What {@code parameter} is about to be moved along, before clipping; told before the step. */
    default void gradient(Parameter parameter, Tensor gradient) {}

    /** Each datum has been seen {@code epochs} times. */
    default void epoch(long epochs) {}

    /** The programs as they stand were measured. */
    default void evaluation(Score score) {}

    /** After {@code steps} steps all that the run goes on from stands in {@code file}. */
    default void checkpoint(long steps, Path file) {}

    /** The run is over: it has taken its steps, or was stopped. */
    default void end() {}

    /** The run failed. */
    default void failure(Throwable cause) {}

    /** One that tells all {@code listeners}, in this order. */
    static TrainingListener all(Iterable<? extends TrainingListener> listeners) {
        return new Chain(ImmutableList.copyOf(listeners));
    }

    /** Several listeners, one after the other. */
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

package org.hypnos.examples.studies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hypnos.core.training.Workers;

/**
 * How much of a study is run.
 *
 * @param steps of each training
 * @param seeds 1, ..., {@code seeds} for each setting
 * @param threads how many trainings run at a time; each has one thread, and its bits do not depend on the others
 * @param progress takes a line whenever a training has ended
 */
public record Scale(int steps, int seeds, int threads, Consumer<String> progress) {
    /** One training, which gives what is to be known of it. */
    @FunctionalInterface
    public interface Trial<S, R> {
        R run(S setting, long seed);
    }

    /** The results of all seeds, in their order, for each of {@code settings}. */
    public <S, R> Map<S, List<R>> each(List<S> settings, Trial<S, R> trial) {
        int count = settings.size() * seeds;
        List<R> results = new ArrayList<>(Collections.nCopies(count, null));
        AtomicInteger ended = new AtomicInteger();
        try (Workers workers = new Workers(threads)) {
            workers.run(count, i -> {
                S setting = settings.get(i % settings.size());
                long seed = 1L + i / settings.size();
                R result = trial.run(setting, seed);
                results.set(i, result);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%d of %d: %s, seed %d: %s",
                        ended.incrementAndGet(),
                        count,
                        setting,
                        seed,
                        result));
            });
        }
        Map<S, List<R>> bySetting = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            bySetting
                    .computeIfAbsent(settings.get(i % settings.size()), any -> new ArrayList<>())
                    .add(results.get(i));
        }
        return bySetting;
    }
}

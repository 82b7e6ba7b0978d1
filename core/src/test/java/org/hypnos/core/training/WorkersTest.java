package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskRunsOnce(int threads) {
        AtomicIntegerArray runs = new AtomicIntegerArray(100);
        try (Workers workers = new Workers(threads)) {
            workers.run(100, runs::incrementAndGet);
            workers.run(0, runs::incrementAndGet);
        }
        assertThat(IntStream.range(0, 100).map(runs::get)).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void theLowestTasksFailureIsThrownWhenAllHaveEnded(int threads) {
        AtomicIntegerArray runs = new AtomicIntegerArray(20);
        try (Workers workers = new Workers(threads)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> workers.run(20, task -> {
                        runs.incrementAndGet(task);
                        if (task % 5 == 3) {
                            throw new IllegalStateException("task " + task);
                        }
                    }))
                    .withMessage("task 3");
        }
        assertThat(IntStream.range(0, 20).map(runs::get)).containsOnly(1);
    }
}

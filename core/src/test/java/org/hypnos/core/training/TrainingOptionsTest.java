package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingOptionsTest {
    @ParameterizedTest
    @CsvSource({"1, 4", "24, 4", "25, 5", "100, 17", "600, 100"})
    void aShardIsASixthOfTheBatchAndAtLeastFourData(int batch, int shard) {
        assertThat(TrainingOptions.defaultShardSize(batch)).isEqualTo(shard);
        assertThat(TrainingOptions.of(1, batch).shardSize()).isEqualTo(shard);
    }

    @Test
    void sizesArePositive() {
        TrainingOptions options = TrainingOptions.of(1, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingOptions.of(1, 0))
                .withMessage("the batch size must be at least 1, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withShardSize(0))
                .withMessage("the shard size must be at least 1, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withThreads(-1))
                .withMessage("the number of threads must be at least 1, found -1");
    }
}

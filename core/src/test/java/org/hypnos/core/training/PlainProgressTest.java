package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainProgress progress = PlainProgress.every(2, new PrintStream(bytes, true, StandardCharsets.UTF_8));

    private static StepReport report(long step, Optional<Double> phiLoss, Optional<WeightHealth> weights, int leftOut) {
        return new StepReport(
                step,
                10,
                Optional.of(1.25),
                phiLoss,
                ImmutableMap.of("theta/l2", 0.5),
                Optional.empty(),
                Optional.empty(),
                weights,
                leftOut);
    }

    @Test
    void everySecondStepAndTheLastOneAreTold() {
        WeightHealth health = new WeightHealth(3.5, 1, 1, 0, 0.5, ImmutableMap.of());
        progress.begin(3);
        progress.step(report(0, Optional.empty(), Optional.empty(), 0));
        progress.step(report(1, Optional.of(2.0), Optional.of(health), 1));
        progress.step(report(2, Optional.empty(), Optional.empty(), 0));
        progress.end();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "step 2 of 3: theta 1.2500 phi 2.0000 theta/l2 0.5000 ESS 3.50 left out 1",
                        "step 3 of 3: theta 1.2500 theta/l2 0.5000");
    }

    @Test
    void aLastStepThatWasToldIsNotToldAgain() {
        progress.begin(2);
        progress.step(report(0, Optional.empty(), Optional.empty(), 0));
        progress.step(report(1, Optional.empty(), Optional.empty(), 0));
        progress.end();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void aRunThatGoesOnCountsFromItsFirstStep() {
        progress.begin(8);
        progress.step(report(6, Optional.empty(), Optional.empty(), 0));
        progress.step(report(7, Optional.empty(), Optional.empty(), 0));
        progress.end();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("step 8 of 8: ");
    }
}

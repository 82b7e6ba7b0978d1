package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.testkit.GradientClaim.Side;
import org.junit.jupiter.api.Test;

/** What goes wrong is named. */
public interface PluginFailureLaws {
    /** {@return the plugin that is tested} */
    PluginCase subject();

    /**
     * A model in FLOAT64 with a guide in FLOAT32 is refused by the first step at the latest, in a message that names both
     * types.
     */
    @Test
    default void programsOfTwoPrecisionsAreRefused() {
        Programs programs = new SmallHelmholtz(DType.FLOAT64, DType.FLOAT32).programs();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    try (Training training = training(programs)) {
                        StepReport unused = training.update();
                    }
                })
                .withMessageContaining("FLOAT64")
                .withMessageContaining("FLOAT32");
    }

    private Training training(Programs programs) {
        return new Training(
                subject().algorithm(programs),
                programs.model(),
                programs.guide(),
                SmallHelmholtz.images(),
                TrainingOptions.of(1, 4).withThreads(1));
    }

    /** Nothing is ever put in the place of NaN: it shows in a distribution's parameters, where assertions are on, or in a loss. */
    @Test
    default void aLossThatIsNotANumberNamesStepPhaseAndDatum() {
        for (GradientClaim claim : subject().claims()) {
            Programs programs = new SmallHelmholtz().programs();
            long step = PluginCase.firstStep(subject().phase(claim.phase(), programs));
            try (Training training = training(programs)) {
                for (long before = 0; before < step; before++) {
                    StepReport unused = training.update();
                }
                spoil(claim.side(), programs);
                assertThatThrownBy(() -> {
                            StepReport unused = training.update();
                        })
                        .as("a step with NaN among the parameters of %s", claim.side())
                        .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
                        .hasMessageContainingAll("step " + step + ", phase '", "position 0", "NaN");
            }
        }
    }

    private static void spoil(Side side, Programs programs) {
        Parameter last = side.parameters(programs).asList().reverse().get(0);
        last.set(Tensor.full(last.dtype(), last.shape(), Double.NaN));
    }
}

package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.junit.jupiter.api.Test;

/** The plugin learns what there is to learn of images of bars; the seed is fixed, and the bits are the same everywhere. */
public interface PluginLearningLaws {
    /** {@return the plugin that is tested} */
    PluginCase subject();

    /** The exact NLL of bars is below {@link PluginCase.Bars#most()} nats after {@link PluginCase.Bars#steps()} steps. */
    @Test
    default void barsAreLearned() {
        PluginCase subject = subject();
        int steps = subject.bars().steps();
        BarsNetwork network = new BarsNetwork();
        try (Training training = network.training(subject, steps, 2)) {
            for (int step = 0; step < steps; step++) {
                StepReport unused = training.update();
            }
        }
        ExactNll nll = ExactNll.of(network.programs.model(), network.images, Engine.fastest(), 2);
        assertThat(nll.nats())
                .as("exact NLL of bars, in nats, after %s steps", steps)
                .isLessThan(subject.bars().most());
    }
}

package org.hypnos.inference.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Programs;
import org.hypnos.inference.ws.WakeSleep.PhaseQ;
import org.junit.jupiter.api.Test;

class WakeSleepProviderTest {
    private final LabelledNetwork network = new LabelledNetwork();
    private final Inference inference = Inference.installed();

    private InferenceAlgorithm create(Map<String, String> options) {
        return inference.create("ws", network.model, network.guide, options);
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(inference.provider("ws")).isInstanceOf(WakeSleepProvider.class);
        assertThat(inference.provider("ws").id()).isEqualTo("ws");
    }

    @Test
    void optionsDefaultToOneSampleAndDreams() {
        assertThat(create(Map.of()))
                .isEqualTo(new WakeSleep(Programs.of(network.model, network.guide), 1, PhaseQ.SLEEP, 1, 1));
    }

    @Test
    void optionsAreTaken() {
        assertThat(create(Map.of("samples", "3", "phaseQ", "Wake")))
                .isEqualTo(new WakeSleep(Programs.of(network.model, network.guide), 3, PhaseQ.WAKE, 1, 1));
    }

    @Test
    void slipsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Map.of("samples", "0")))
                .withMessage("option 'samples' is '0'; it must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Map.of("phaseq", "wake")))
                .withMessageContaining("did you mean 'phaseQ'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Map.of("phaseQ", "dream")))
                .withMessage("option 'phaseQ' is 'dream'; it must be one of [sleep, wake]");
    }
}

package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.Programs;
import org.junit.jupiter.api.Test;

class ReweightedWakeSleepProviderTest {
    private final SimpleHelmholtz machine = new SimpleHelmholtz();
    private final Inference inference = Inference.installed();

    private ReweightedWakeSleep create(Map<String, String> options) {
        return (ReweightedWakeSleep) inference.create("rws", machine.model, machine.guide, options);
    }

    @Test
    void theServiceLoaderFindsIt() {
        assertThat(inference.provider("rws")).isInstanceOf(ReweightedWakeSleepProvider.class);
        assertThat(inference.providers().keySet()).containsExactly("rws", "ws");
    }

    @Test
    void optionsDefaultToTwoParticlesAwake() {
        assertThat(create(Map.of()))
                .isEqualTo(new ReweightedWakeSleep(Programs.of(machine.model, machine.guide), Settings.of(2, 1, 2)));
    }

    @Test
    void thereAreAsManyDreamsAsParticlesUnlessSaid() {
        assertThat(create(Map.of("particles", "10", "insomnia", "0.5"))
                        .settings()
                        .sleepParticles())
                .isEqualTo(10);
        assertThat(create(Map.of("particles", "10", "sleepParticles", "1"))
                        .settings()
                        .sleepParticles())
                .isEqualTo(1);
    }

    @Test
    void slipsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Map.of("particles", "1")))
                .withMessageContaining("particles = 1 with insomnia = 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Map.of("insomina", "1")))
                .withMessageContaining("did you mean 'insomnia'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(Map.of("insomnia", "2")))
                .withMessageContaining("between 0.0 and 1.0");
    }
}

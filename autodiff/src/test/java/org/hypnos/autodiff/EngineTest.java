package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.hypnos.autodiff.internal.kernels.VectorEngine;
import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void isFoundByItsName() {
        assertThat(Engine.named("AUTO").name()).isEqualTo(Engine.fastest().name());
        assertThat(Engine.named("plain")).hasToString("plain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.named("cuda"))
                .withMessage("no engine 'cuda'; there are [auto, plain, vector]");
    }

    @Test
    void theVectorEngineSaysHowToGetIt() {
        if (VectorEngine.isPresent()) {
            assertThat(Engine.vector().name()).isEqualTo("vector");
            assertThat(Engine.fastest().name()).isEqualTo("vector");
        } else {
            assertThat(Engine.fastest().name()).isEqualTo("plain");
            assertThatIllegalStateException()
                    .isThrownBy(Engine::vector)
                    .withMessageContaining("start java with --add-modules jdk.incubator.vector");
        }
    }
}

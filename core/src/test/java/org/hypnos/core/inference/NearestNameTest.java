package org.hypnos.core.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    @ParameterizedTest
    @CsvSource({
        "kitten, sitting, 3",
        "particles, particles, 0",
        "'', abc, 3",
        "abc, '', 3",
        "insomnia, insomina, 2",
        "rws, ws, 1"
    })
    void distanceCountsLetters(String a, String b, int distance) {
        assertThat(NearestName.distance(a, b)).isEqualTo(distance);
        assertThat(NearestName.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void aNearNameIsSuggested() {
        assertThat(NearestName.suggestion("insomina", List.of("particles", "insomnia")))
                .isEqualTo("did you mean 'insomnia'? there are [particles, insomnia]");
    }

    @Test
    void whereNoneIsNearAllAreNamed() {
        assertThat(NearestName.suggestion("x", List.of("particles", "insomnia")))
                .isEqualTo("there are [particles, insomnia]");
        assertThat(NearestName.suggestion("x", List.of())).isEqualTo("there are none");
    }
}

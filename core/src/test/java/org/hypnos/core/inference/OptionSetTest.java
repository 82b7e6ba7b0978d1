package org.hypnos.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionSetTest {
    private static final OptionSet OPTIONS = OptionSet.of(
            Option.wholeNumber("particles", 2, 1, "draws for each datum"),
            Option.number("insomnia", 1, 0, 1, "the wake phase's share"),
            Option.schedule("heat", 1, 0, 2, "tempering"),
            Option.flag("vectorize", true, "all at once"),
            Option.choice("phaseQ", "where the guide learns", "sleep", "wake"));

    @Test
    void whatIsNotGivenHasItsOwnValue() {
        Options options = OPTIONS.parse(Map.of());
        assertThat(options.wholeNumber("particles")).isEqualTo(2);
        assertThat(options.number("insomnia")).isEqualTo(1);
        assertThat(options.schedule("heat")).isEqualTo(Schedule.constant(1));
        assertThat(options.flag("vectorize")).isTrue();
        assertThat(options.word("phaseQ")).isEqualTo("sleep");
    }

    @Test
    void whatIsGivenIsTaken() {
        Options options = OPTIONS.parse(Map.of("particles", "10", "insomnia", "0.5", "phaseQ", "WAKE"));
        assertThat(options.wholeNumber("particles")).isEqualTo(10);
        assertThat(options.number("insomnia")).isEqualTo(0.5);
        assertThat(options.word("phaseQ")).isEqualTo("wake");
    }

    @Test
    void aNumberWithoutABoundMayBeInfinite() {
        OptionSet unbounded = OptionSet.of(Option.number("heat", 1, 0, Double.POSITIVE_INFINITY, "tempering"));
        assertThat(unbounded.parse(Map.of("heat", "Infinity")).number("heat")).isInfinite();
    }

    @Test
    void schedulesAndFlagsAreTaken() {
        Options options = OPTIONS.parse(Map.of("heat", "2->0.5@100", "vectorize", "False"));
        assertThat(options.schedule("heat")).isEqualTo(Schedule.linear(2, 0.5, 100));
        assertThat(options.flag("vectorize")).isFalse();
    }

    @Test
    void aScheduleThatCannotBeReadSaysWhy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.parse(Map.of("heat", "slowly")))
                .withMessageStartingWith("option 'heat' is 'slowly'; 'slowly' is no schedule: it has none of the forms;"
                        + " the forms of a schedule are 0.5 (constant)");
    }

    @Test
    void anUnknownNameComesWithTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.parse(Map.of("particle", "3")))
                .withMessage(
                        "unknown option 'particle'; did you mean 'particles'? there are [particles, insomnia, heat, vectorize, phaseQ]");
    }

    @ParameterizedTest
    @CsvSource({
        "particles, 0, option 'particles' is '0'; it must be at least 1",
        "particles, 2.5, option 'particles' is '2.5'; it must be a whole number",
        "particles, many, option 'particles' is 'many'; it must be a whole number",
        "particles, 99999999999, option 'particles' is '99999999999'; it must be a whole number",
        "insomnia, 1.5, option 'insomnia' is '1.5'; it must be between 0.0 and 1.0",
        "insomnia, -0.1, option 'insomnia' is '-0.1'; it must be between 0.0 and 1.0",
        "insomnia, NaN, option 'insomnia' is 'NaN'; it must be between 0.0 and 1.0",
        "insomnia, half, option 'insomnia' is 'half'; it must be a number",
        "heat, 1->2.5@10, 'option ''heat'' is ''1->2.5@10''; all its values must be between 0.0 and 2.0, and they go from 1.0 to 2.5'",
        "vectorize, yes, option 'vectorize' is 'yes'; it must be true or false",
        "phaseQ, dream, 'option ''phaseQ'' is ''dream''; it must be one of [sleep, wake]'",
    })
    void aValueThatDoesNotFitSaysWhy(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPTIONS.parse(Map.of(name, value)))
                .withMessage(message);
    }

    @Test
    void anOptionThatTheSetLacksIsNotRead() {
        Options options = OPTIONS.parse(Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.number("rate"))
                .withMessage("the option set has no 'rate'; it has [particles, insomnia, heat, vectorize, phaseQ]");
    }
}

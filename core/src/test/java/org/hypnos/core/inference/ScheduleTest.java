package org.hypnos.core.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void aConstantStays() {
        Schedule schedule = Schedule.constant(0.02);
        assertThat(schedule.at(0)).isEqualTo(0.02);
        assertThat(schedule.at(1_000_000)).isEqualTo(0.02);
    }

    @Test
    void aCosineFallsToZeroAndStaysThere() {
        Schedule schedule = Schedule.cosine(0.02, 1000);
        assertThat(schedule.at(0)).isEqualTo(0.02);
        assertThat(schedule.at(250)).isCloseTo(0.02 * (1 + Math.sqrt(0.5)) / 2, within(1e-16));
        assertThat(schedule.at(500)).isCloseTo(0.01, within(1e-16));
        assertThat(schedule.at(1000)).isCloseTo(0, within(1e-16));
        assertThat(schedule.at(5000)).isCloseTo(0, within(1e-16));
    }

    @Test
    void aLineGoesFromOneNumberToAnotherAndStays() {
        Schedule schedule = Schedule.linear(1, 3, 1000);
        assertThat(schedule.at(0)).isEqualTo(1);
        assertThat(schedule.at(250)).isEqualTo(1.5);
        assertThat(schedule.at(1000)).isEqualTo(3);
        assertThat(schedule.at(Long.MAX_VALUE)).isEqualTo(3);
    }

    @Test
    void anExponentialFallsByAFactorForSomeSteps() {
        Schedule smooth = Schedule.exponential(0.5, 0.25, 100);
        assertThat(smooth.at(0)).isEqualTo(0.5);
        assertThat(smooth.at(50)).isCloseTo(0.25, within(1e-15));
        assertThat(smooth.at(100)).isEqualTo(0.125);
        Schedule stairs = Schedule.staircase(0.5, 0.25, 100);
        assertThat(stairs.at(99)).isEqualTo(0.5);
        assertThat(stairs.at(100)).isEqualTo(0.125);
        assertThat(stairs.at(299)).isEqualTo(0.03125);
    }

    @Test
    void piecesBeginAtTheirSteps() {
        Schedule schedule = Schedule.piecewise(0.1, Map.of(8L, 0.001, 5L, 0.01));
        assertThat(schedule.at(0)).isEqualTo(0.1);
        assertThat(schedule.at(4)).isEqualTo(0.1);
        assertThat(schedule.at(5)).isEqualTo(0.01);
        assertThat(schedule.at(7)).isEqualTo(0.01);
        assertThat(schedule.at(8)).isEqualTo(0.001);
        assertThat(schedule.at(Long.MAX_VALUE)).isEqualTo(0.001);
    }

    @Test
    void writtenFormsAreRead() {
        assertThat(Schedule.parse("0.5")).isEqualTo(Schedule.constant(0.5));
        assertThat(Schedule.parse("-2E-3")).isEqualTo(Schedule.constant(-0.002));
        assertThat(Schedule.parse("0.0 -> 1.0 @ 1000")).isEqualTo(Schedule.linear(0, 1, 1000));
        assertThat(Schedule.parse("1e-3->-.5@10")).isEqualTo(Schedule.linear(0.001, -0.5, 10));
        assertThat(Schedule.parse("cosine:0.02@10000")).isEqualTo(Schedule.cosine(0.02, 10_000));
        assertThat(Schedule.parse("0.1*0.96@1000")).isEqualTo(Schedule.exponential(0.1, 0.96, 1000));
        assertThat(Schedule.parse("staircase:0.1*0.96@1000")).isEqualTo(Schedule.staircase(0.1, 0.96, 1000));
        assertThat(Schedule.parse("0.1,0.01@5000,0.001@8000"))
                .isEqualTo(Schedule.piecewise(0.1, Map.of(5000L, 0.01, 8000L, 0.001)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.5",
                "1.0E-4",
                "0.0->1.0@1000",
                "cosine:0.02@10000",
                "0.1*0.96@1000",
                "staircase:0.1*0.96@1000",
                "0.1,0.01@5000,0.001@8000"
            })
    void aScheduleIsWrittenAsItIsRead(String text) {
        assertThat(Schedule.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "often | it has none of the forms",
                "0.1@5 | it has none of the forms",
                "1.2.3 | it has none of the forms",
                "NaN | it has none of the forms",
                "1e999 | a schedule's numbers must be finite, found Infinity",
                "0->1@0 | a schedule needs at least one step, found 0",
                "cosine:1@0 | a schedule needs at least one step, found 0",
                "0.1*1.5@10 | a schedule's factor must be above 0 and at most 1, found 1.5",
                "1,2@5,3@5 | its steps must increase from 1 on, found 5 after 5",
                "1,2@0 | its steps must increase from 1 on, found 0 after 0",
            })
    void whatCannotBeReadSaysWhy(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse(text))
                .withMessage("'" + text + "' is no schedule: " + reason
                        + "; the forms of a schedule are 0.5 (constant), 0.0->1.0@1000 (linear), cosine:0.02@10000,"
                        + " 0.1*0.96@1000 (exponential), staircase:0.1*0.96@1000"
                        + " and 0.1,0.01@5000,0.001@8000 (piecewise)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5 | 0.5 | 0.5",
                "1->-2@9 | -2 | 1",
                "cosine:3@9 | 0 | 3",
                "cosine:-3@9 | -3 | 0",
                "2*0.5@9 | 0 | 2",
                "-2*1@9 | -2 | -2",
                "2,5@3,-1@4 | -1 | 5",
            })
    void itsBoundsAreKnown(String text, double least, double most) {
        Schedule schedule = Schedule.parse(text);
        assertThat(schedule.least()).isEqualTo(least);
        assertThat(schedule.most()).isEqualTo(most);
    }

    @Test
    void ofAFunctionNoBoundsAreKnown() {
        Schedule schedule = step -> step;
        assertThat(schedule.least()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(schedule.most()).isEqualTo(Double.POSITIVE_INFINITY);
    }
}

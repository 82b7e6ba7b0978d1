package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.WeightHealth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line on terminals of any width, and the lines where there is none. */
class ProgressTest {
    private final StringWriter text = new StringWriter();

    private Progress progress(boolean terminal, int columns) {
        Progress progress = new Progress(new PrintWriter(text, true), false, 50, terminal, columns);
        progress.begin(20_000);
        return progress;
    }

    private static StepReport step() {
        WeightHealth weights = new WeightHealth(3.25, 1, 1, 0, 1, ImmutableMap.of());
        return new StepReport(
                119,
                100,
                Optional.of(12.5),
                Optional.of(9.0),
                ImmutableMap.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(weights),
                0);
    }

    private static String line(Progress progress) {
        progress.step(step());
        return progress.line(step());
    }

    @Test
    void aWideTerminalAndAFileGetEverything() {
        String pattern = "step 120/20000 {2}epoch 3 {2}bound -12\\.500 {2}ESS 3\\.25 {2}.* examples/s {2}.* left";
        assertThat(line(progress(true, 200))).matches(pattern);
        assertThat(line(progress(false, 20))).matches(pattern);
    }

    @ParameterizedTest
    @CsvSource({"40, 'step 120/20000  bound -12.500'", "31, 'step 120/20000  bound -12.500'", "20, step 120/20000"})
    void aNarrowTerminalGetsWhatFits(int columns, String beginning) {
        assertThat(line(progress(true, columns))).startsWith(beginning).hasSizeLessThan(columns);
    }

    /** A line as wide as the terminal would begin a second one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 20, 80})
    void noLineIsAsWideAsTheTerminal(int columns) {
        progress(true, columns).say("measures the negative log-likelihood of the validation data by many draws each");
        assertThat(text.toString()).startsWith("\r").endsWith("\u001b[K").doesNotContain("\n");
        assertThat(text.toString().length() - "\r\u001b[K".length()).isLessThanOrEqualTo(Math.max(1, columns - 1));
    }

    @Test
    void withoutATerminalThereAreNoControlCharacters() {
        Progress progress = progress(false, 80);
        progress.say("goes on");
        progress.clear();
        assertThat(text.toString()).isEqualTo("goes on" + System.lineSeparator());
    }

    @Test
    void quietSaysNothing() {
        Progress progress = new Progress(new PrintWriter(text, true), true, 50, true, 80);
        progress.begin(10);
        progress.say("goes on");
        progress.step(step());
        progress.clear();
        progress.failure(new IllegalStateException());
        assertThat(text.toString()).isEmpty();
    }
}

package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example runs, and those that are quick reach what they say; the others are run in full by their readers. */
class GalleryTest {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])[-+]?\\d+\\.\\d+");

    @TempDir
    private Path folder;

    static List<Example> examples() {
        return Example.all();
    }

    /** What {@code example} prints. */
    private List<String> lines(Example example, int steps) throws IOException {
        StringWriter text = new StringWriter();
        example.run(new Arguments(
                OptionalInt.of(steps),
                1,
                folder,
                Optional.empty(),
                new PrintWriter(text),
                any -> report -> {},
                (file, images) -> assertThat(images.shape().rank()).isEqualTo(2)));
        return text.toString().lines().toList();
    }

    /** The numbers with a point in the only line that begins with {@code label}. */
    private static double[] numbers(List<String> lines, String label) {
        List<String> own = lines.stream().filter(line -> line.startsWith(label)).toList();
        assertThat(own).as("lines that begin with '%s' in %s", label, lines).hasSize(1);
        return NUMBER.matcher(own.get(0))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runs(Example example) throws IOException {
        assertThat(lines(example, 5)).isNotEmpty().noneMatch(line -> line.contains("NaN"));
    }

    @Test
    void helmholtzComesNearTheHiddenMachine() throws IOException {
        List<String> lines = lines(new Helmholtz(), 3_000);
        double hidden = numbers(lines, "hidden")[0];
        assertThat(numbers(lines, "trained")[0]).isBetween(hidden - 0.1, hidden + 0.1);
    }

    @Test
    void grammarLearnsTheProbabilitiesOfSentences() throws IOException {
        List<String> lines = lines(new Grammar(), 60);
        assertThat(lines).hasSize(11);
        for (String line : lines.subList(1, lines.size())) {
            double[] found = numbers(List.of(line), "");
            assertThat(found[1]).as(line).isCloseTo(found[0], within(0.03));
            assertThat(found[2]).as(line).isCloseTo(found[1], within(0.001));
        }
    }

    @Test
    void compilationFindsTheClosedForm() throws IOException {
        List<String> lines = lines(new Compilation(), 1_000);
        assertClose(numbers(lines, "guide"), 0.02, 5.0 / 12, 5.0 / 12, 0, 0.9129);
        assertClose(numbers(lines, "x given"), 0.1, 7.0833);
        assertClose(numbers(lines, "importance-sampled"), 0.01, 9.573);
    }

    @Test
    void hierarchyFindsTheClosedForm() throws IOException {
        List<String> lines = lines(new Hierarchy(), 1_000);
        assertClose(numbers(lines, "learned"), 0.02, numbers(lines, "closed form"));
    }

    @Test
    void nadeAndDarnAreBetterThanAnSbn() throws IOException {
        List<String> lines = lines(new Autoregressive(), 100);
        double sbn = numbers(lines, "SBN")[0];
        assertThat(numbers(lines, "DARN")[0]).isLessThan(sbn - 1);
        assertThat(numbers(lines, "NADE")[0]).isLessThan(sbn - 0.3);
    }

    @Test
    void theClockIsReadAsByAGrid() throws IOException {
        assertClose(numbers(lines(new OwnOp(), 500), "posterior mean"), 0.02, 0.99, 0, 0.99, 1);
    }

    @Test
    void windsHaveTheirClosedForm() throws IOException {
        List<String> lines = lines(new OwnDistribution(), 1_000);
        assertClose(numbers(lines, "guide"), 0.3, 4, 4, 0.5);
        assertClose(numbers(lines, "importance-sampled"), 0.01, numbers(lines, "closed form 1"));
    }

    /** The first of {@code found} are {@code expected}. */
    private static void assertClose(double[] found, double tolerance, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("number %s", i).isCloseTo(expected[i], within(tolerance));
        }
    }
}

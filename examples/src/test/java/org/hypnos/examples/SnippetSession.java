package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.assertj.core.api.SoftAssertions;

/** A session of JShell in this JVM, for the snippets of one page. */
final class SnippetSession implements AutoCloseable {
    private static final Pattern EXPECTED = Pattern.compile("(?m)^// -> (.*)$");

    private final JShell shell = JShell.builder().executionEngine("local").build();

    private final SoftAssertions values = new SoftAssertions();

    SnippetSession() {
        shell.addToClasspath(System.getProperty("java.class.path"));
    }

    /** Runs what {@code text} holds, and looks at the values of expressions that say what they have. */
    void run(String where, String text) {
        int from = 0;
        Matcher expected = EXPECTED.matcher(text);
        while (expected.find()) {
            String snippets = text.substring(from, expected.start());
            values.assertThat(run(where, snippets, ""))
                    .as("%s: the last value of%n%s", where, snippets)
                    .isEqualTo(expected.group(1).strip());
            from = expected.end();
        }
        String unused = run(where, text.substring(from), "");
    }

    /** The value of the last of {@code snippets}; {@code before} if there is none. */
    private String run(String where, String snippets, String before) {
        SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(snippets);
        if (snippets.isBlank() || next.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
            return before;
        }
        assertThat(next.completeness().isComplete())
                .as("%s: is this Java?%n%s", where, snippets)
                .isTrue();
        return run(where, next.remaining(), last(where, next.source(), shell.eval(next.source())));
    }

    /** The value that the last of {@code events} has. */
    private String last(String where, String source, List<SnippetEvent> events) {
        String value = "";
        for (SnippetEvent event : events) {
            assertThat(event.status())
                    .as("%s: %s%n%s", where, diagnostics(event.snippet()), source)
                    .isNotEqualTo(Snippet.Status.REJECTED);
            if (event.exception() != null) {
                throw new AssertionError(where + ": " + message(event.exception()) + "\n" + source, event.exception());
            }
            value = String.valueOf(event.value());
        }
        return value;
    }

    private static String message(Exception exception) {
        return exception instanceof EvalException thrown
                ? thrown.getExceptionClassName() + ": " + thrown.getMessage()
                : exception.toString();
    }

    private String diagnostics(Snippet snippet) {
        return shell.diagnostics(snippet)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .collect(Collectors.joining("; "));
    }

    /** All values are those that the page says, and nothing that it declares waits for a name that it does not. */
    void requireFinished() {
        values.assertAll();
        assertThat(shell.snippets()
                        .filter(DeclarationSnippet.class::isInstance)
                        .filter(snippet -> shell.status(snippet).isActive())
                        .filter(snippet -> shell.status(snippet) != Snippet.Status.VALID)
                        .map(Snippet::source))
                .as("declarations that use names which nothing declares")
                .isEmpty();
    }

    @Override
    public void close() {
        shell.close();
    }
}

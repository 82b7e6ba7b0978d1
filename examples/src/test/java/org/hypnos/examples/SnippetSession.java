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

/** A session of JShell in this JVM, for the snippets of one page. */
final class SnippetSession implements AutoCloseable {
    private static final Pattern EXPECTED = Pattern.compile("^[ \t]*// -> (.*)");

    private final JShell shell = JShell.builder().executionEngine("local").build();

    SnippetSession() {
        shell.addToClasspath(System.getProperty("java.class.path"));
    }

    /** Runs what {@code text} holds, and looks at the values of expressions that say what they have. */
    void run(String where, String text) {
        String rest = text;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (next.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                return; // comments
            }
            assertThat(next.completeness().isComplete())
                    .as("%s: is this Java?%n%s", where, rest)
                    .isTrue();
            String value = last(where, next.source(), shell.eval(next.source()));
            rest = next.remaining();
            Matcher expected = EXPECTED.matcher(rest);
            if (expected.find()) {
                assertThat(value)
                        .as("%s: the value of%n%s", where, next.source())
                        .isEqualTo(expected.group(1).strip());
            }
        }
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

    /** Declarations that wait for names which nothing has declared. */
    List<String> unfinished() {
        return shell.snippets()
                .filter(snippet -> snippet instanceof DeclarationSnippet)
                .filter(snippet -> shell.status(snippet).isActive() && shell.status(snippet) != Snippet.Status.VALID)
                .map(snippet -> snippet.source()
                        + shell.unresolvedDependencies((DeclarationSnippet) snippet)
                                .toList())
                .toList();
    }

    @Override
    public void close() {
        shell.close();
    }
}

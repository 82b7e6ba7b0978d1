package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The snippets of the pages work: pasted, one page at a time and in their order, into a session that began with {@code
 * docs/hypnos.jsh}.
 *
 * <p>A snippet is a block of {@code java}, or an HTML comment that begins with the word java, for what readers need not see.
 * An expression followed by a line {@code // -> text} must have that value. A block of {@code java} with a file's name shows lines of
 * that file. Pages that show whole files are for {@code .ci/page}.
 */
class PagesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```java\n(.*?)^```$|^<!-- java\n(.*?)^-->$");
    private static final Pattern EXCERPT = Pattern.compile("(?ms)^```java (\\S+)\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("(?m)^\\*\\*`[^`]+`\\*\\*$");

    private static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.walk(DOCS)) {
            return Stream.concat(Stream.of(Path.of("..", "README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** Those that have snippets and show no files. */
    static List<Path> pages() throws IOException {
        return all().stream()
                .filter(page -> SNIPPET.matcher(text(page)).find())
                .filter(page -> !FILE.matcher(text(page)).find())
                .toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void excerptsStandInTheSources() throws IOException {
        List<Path> sources;
        try (Stream<Path> all = Files.walk(Path.of(".."), 20)) {
            sources = all.filter(file -> file.toString().contains("src" + File.separator + "main"))
                    .toList();
        }
        int found = 0;
        for (Path page : all()) {
            Matcher excerpt = EXCERPT.matcher(text(page));
            while (excerpt.find()) {
                found++;
                String name = excerpt.group(1);
                List<Path> named =
                        sources.stream().filter(file -> file.endsWith(name)).toList();
                assertThat(named).as("%s shows lines of %s", page, name).hasSize(1);
                assertThat(bare(text(named.get(0))))
                        .as("%s shows lines of %s", page, name)
                        .contains(bare(excerpt.group(2)));
            }
        }
        assertThat(found).isPositive();
    }

    /** Lines without what stands in front of them. */
    private static String bare(String lines) {
        return lines.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void snippetsWork(Path page) {
        String text = text(page);
        try (SnippetSession session = new SnippetSession()) {
            session.run(DOCS.resolve("hypnos.jsh") + ":1", text(DOCS.resolve("hypnos.jsh")));
            Matcher snippet = SNIPPET.matcher(text);
            while (snippet.find()) {
                int block = snippet.group(1) != null ? 1 : 2;
                long line = text.substring(0, snippet.start(block)).lines().count() + 1;
                session.run(page + ":" + line, snippet.group(block));
            }
            session.requireFinished();
        }
    }
}

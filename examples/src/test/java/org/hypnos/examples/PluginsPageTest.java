package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about plugins shows the files of the one beside these examples, all of them and whole. */
class PluginsPageTest {
    private static final Pattern SHOWN = Pattern.compile("(?s)\\*\\*`([^`]+)`\\*\\*\n\n```[a-z]+\n(.*?)\n```\n");

    @Test
    void thePageShowsThePluginsFiles() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Matcher file = SHOWN.matcher(Files.readString(Path.of("..", "docs", "plugins.md")));
        while (file.find()) {
            shown.put(file.group(1), file.group(2) + "\n");
        }
        assertThat(shown).containsExactlyEntriesOf(files(Path.of("plugin-elbo")));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path name = folder.relativize(file);
                if (!name.startsWith("target")) {
                    files.put(name.toString().replace('\\', '/'), Files.readString(file));
                }
            }
        }
        return files;
    }
}

package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hypnos.examples.FirstModel;
import org.junit.jupiter.api.Test;

/** The README's program is the one that is compiled here, and it runs. */
class ReadmeTest {
    @Test
    void theProgramInTheReadmeIsTheOneThatIsCompiled() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String source = Files.readString(Path.of("src/main/java/org/hypnos/examples/FirstModel.java"));
        int start = source.indexOf("import java.util.Map;");
        assertThat(readme).contains("```java\n" + source.substring(start).strip() + "\n```");
    }

    @Test
    void theProgramRuns() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            FirstModel.main(new String[] {"20"});
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("exact NLL", "32768 causes of 962 data");
    }
}

package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
    @TempDir
    private Path folder;

    @Test
    void studiesAreListed() {
        Terminal terminal = Terminal.hypnos("study");
        assertThat(terminal.code()).isZero();
        assertThat(terminal.out()).contains("bars  How", "mixture  Which", "gaussian-latents  Do");
    }

    @Test
    void aPageSaysHowItWasMade() throws Exception {
        Terminal terminal = Terminal.hypnos(
                "study", "mixture", "--steps", "2", "--seeds", "1", "--quiet", "--out", folder.toString());
        assertThat(terminal.code()).as(terminal.err()).isZero();
        assertThat(Files.readString(folder.resolve("mixture.md")))
                .isEqualTo(terminal.out())
                .startsWith("# mixture\n")
                .contains("`./run study mixture --steps 2 --seeds 1`", "JDK", "| defensive wake-wake | ");
        assertThat(folder.toFile().list()).containsExactly("mixture.md");
    }

    @Test
    void slipsAreFoundBeforeTheFirstStep() {
        assertThat(Terminal.hypnos("study", "bar"))
                .satisfies(terminal -> assertThat(terminal.code()).isEqualTo(2))
                .satisfies(terminal -> assertThat(terminal.err()).contains("no study 'bar'", "bars"));
        assertThat(Terminal.hypnos("study", "bars", "--seeds", "0").err()).contains("--seeds must be at least 1");
        assertThat(Terminal.hypnos("study", "bars").err()).contains("docs/results", "--out");
    }
}

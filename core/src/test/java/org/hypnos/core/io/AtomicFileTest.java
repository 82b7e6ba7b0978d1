package org.hypnos.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void contentReplacesWhatWasThere() throws IOException {
        Path file = folder.resolve("report.json");
        AtomicFile.write(file, out -> out.write(bytes("old")));
        AtomicFile.write(file, out -> out.write(bytes("new")));
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFailureInTheMiddleLeavesTheOldFileAndNoLitter() throws IOException {
        Path file = folder.resolve("report.json");
        AtomicFile.write(file, out -> out.write(bytes("old")));
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": the disk is full");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFirstWriteThatFailsLeavesNothing() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("new"), out -> {
                    out.write(1);
                    throw new IllegalStateException("a slip");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderInTheWayStaysAndNoLitter() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("report.json/inside"));
        assertThatThrownBy(() -> AtomicFile.write(inTheWay.getParent(), out -> out.write(1)))
                .isInstanceOf(IOException.class);
        assertThat(inTheWay).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(inTheWay.getParent());
        }
    }

    @Test
    void aMissingFolderIsAnError() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("missing/file"), out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }
}

package org.hypnos.core.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The python3 on the path, where it has numpy. */
final class Python {
    private Python() {}

    static boolean hasNumpy() {
        try {
            return run("import numpy").process().exitValue() == 0;
        } catch (UncheckedIOException e) {
            return false; // there is no python3
        }
    }

    private record Ended(Process process, String output) {}

    /** What {@code program} prints, whose arguments are {@code files}. */
    static String print(String program, Path... files) {
        Ended ended = run(program, files);
        if (ended.process.exitValue() != 0) {
            throw new AssertionError(ended.output);
        }
        return ended.output.strip();
    }

    private static Ended run(String program, Path... files) {
        List<String> command = new ArrayList<>(List.of("python3", "-c", program));
        for (Path file : files) {
            command.add(file.toString());
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return new Ended(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

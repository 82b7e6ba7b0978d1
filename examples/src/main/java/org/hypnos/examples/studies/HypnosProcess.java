package org.hypnos.examples.studies;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hypnos.autodiff.Engine;
import org.hypnos.examples.commands.Hypnos;

/** A command of Hypnos in a process of its own, by this process's Java. */
record HypnosProcess(Process process, Path log) {
    /** Starts {@code arguments}; what the command says goes to {@code log}. */
    static HypnosProcess start(Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String modules = System.getProperty("jdk.module.path");
        String incubator = Engine.fastest().name().equals("vector") ? ",jdk.incubator.vector" : "";
        if (modules != null) {
            command.addAll(List.of("--module-path", modules, "--add-modules", "ALL-MODULE-PATH" + incubator));
            command.addAll(List.of("-m", "org.hypnos.examples/" + Hypnos.class.getName()));
        } else {
            if (!incubator.isEmpty()) {
                command.addAll(List.of("--add-modules", incubator.substring(1)));
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hypnos.class.getName()));
        }
        command.addAll(arguments);
        File said = log.toFile();
        return new HypnosProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(said))
                        .start(),
                log);
    }

    /** Waits for its end, at most so long; whether it ended. */
    boolean endsWithin(long milliseconds) {
        try {
            return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** As by SIGKILL: it has no time for anything. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits for its end, which must be a good one. */
    void requireSuccess() throws IOException {
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IllegalStateException("the command failed with exit code " + code + ": " + Files.readString(log));
        }
    }
}

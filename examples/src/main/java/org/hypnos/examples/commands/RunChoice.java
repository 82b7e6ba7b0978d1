package org.hypnos.examples.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.run.RunFiles;
import org.hypnos.examples.report.RunRecord;

/** Runs that a person named, read; a slip of the pen is answered by what may have been meant. */
final class RunChoice {
    private RunChoice() {}

    /** What the run in {@code folder} wrote about itself. */
    static RunRecord read(Path folder) {
        requireRun(folder);
        try {
            return RunRecord.read(folder);
        } catch (IOException e) {
            throw new Slip(e.getMessage(), e);
        }
    }

    /** Says which runs there are beside {@code folder} if it is none, and what is wrong with what is no run of this version. */
    static void requireRun(Path folder) {
        if (!isRun(folder)) {
            throw new Slip(folder + ": no run is there (config.json is missing); beside it: "
                    + NearestName.suggestion(String.valueOf(folder.getFileName()), besides(folder)));
        }
        RunConfig unused = RunConfig.read(new RunFiles(folder).config());
    }

    static boolean isRun(Path folder) {
        return Files.isRegularFile(new RunFiles(folder).config());
    }

    private static List<String> besides(Path folder) {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(parent)) {
            return paths.filter(RunChoice::isRun)
                    .map(run -> run.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}

package org.hypnos.examples.commands;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that train a recorded run again understand, where its plugins have moved since. */
final class MovedPlugins {
    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "where the folder of jars with further algorithms is now, in place of the run's own")
    private @Nullable Path plugins;

    /** Whether a place was given, which {@code options} have then. */
    boolean placeIn(RunOptions options) {
        if (plugins != null) {
            options.plugins = plugins;
        }
        return plugins != null;
    }
}

package org.hypnos.examples.commands;

import java.nio.file.Path;
import org.hypnos.core.inference.Inference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands that use a trained model understand. */
final class CommonOptions extends ComputeOptions {
    @Option(names = "--seed", description = "from which everything random follows (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder of jars with further algorithms")
    private @Nullable Path plugins;

    Inference inference() {
        return inference(plugins);
    }
}

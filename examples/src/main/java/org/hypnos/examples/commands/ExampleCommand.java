package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.training.TrainingListener;
import org.hypnos.examples.Arguments;
import org.hypnos.examples.Example;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs an example of the gallery, or lists them. */
@Command(
        name = "example",
        mixinStandardHelpOptions = true,
        description = "Runs an example and prints what it reaches; without a name: lists the examples.")
final class ExampleCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the example")
    private @Nullable String name;

    @Option(names = "--steps", description = "steps of each training (default: the example's)")
    private @Nullable Integer steps;

    @Option(names = "--seed", description = "from which everything random follows (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "where files go (default: a temporary folder)")
    private @Nullable Path out;

    @Option(names = "--data", paramLabel = "DIR", description = "a folder with the example's data, if it reads any")
    private @Nullable Path data;

    @Option(names = "--quiet", description = "no progress")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        if (name == null) {
            Example.all()
                    .forEach(example -> terminal.println(String.format("%-16s %s", example.name(), example.about())));
            return 0;
        }
        Example example = example(name);
        check(example);
        try {
            example.run(arguments(terminal));
        } catch (IOException e) {
            if (data != null && String.valueOf(e.getMessage()).startsWith(data.toString())) {
                throw new Slip(e.getMessage(), e); // of a file of the caller's
            }
            throw e;
        }
        return 0;
    }

    private Arguments arguments(PrintWriter terminal) {
        return new Arguments(
                steps == null ? OptionalInt.empty() : OptionalInt.of(steps),
                seed,
                out == null ? temporary() : out,
                Optional.ofNullable(data),
                terminal,
                this::listener,
                (file, images) -> ImageGrid.write(file, ImageGrid.of(images)));
    }

    /** A folder of this run's own, which comes to be when something is written there. */
    private Path temporary() {
        String folder = "hypnos-" + name + "-" + ProcessHandle.current().pid();
        return Path.of(System.getProperty("java.io.tmpdir"), folder);
    }

    private static Example example(String name) {
        List<String> names = Example.all().stream().map(Example::name).toList();
        return Example.all().stream()
                .filter(example -> example.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Slip("no example '" + name + "'; " + NearestName.suggestion(name, names)));
    }

    private void check(Example example) {
        if (steps != null && steps < 1) {
            throw new Slip("--steps must be at least 1, found " + steps);
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw new Slip("--out " + out + ": a folder is expected, and this is a file");
        }
        if (data != null && !example.readsData()) {
            throw new Slip("--data: the example '" + example.name() + "' makes its own data");
        }
        if (data != null && !Files.isDirectory(data)) {
            throw new Slip("--data " + data + ": there is no such folder");
        }
    }

    private TrainingListener listener(long steps) {
        return new Progress(spec.commandLine().getErr(), quiet, steps);
    }
}

package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.io.AtomicFile;
import org.hypnos.examples.studies.Scale;
import org.hypnos.examples.studies.Study;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a study and leaves its page, or lists the studies. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description =
                "Runs an experiment over seeds and settings and writes its page of results, in full to docs/results;"
                        + " without a name: lists the experiments.")
final class StudyCommand implements Callable<Integer> {
    private static final Path RESULTS = Path.of("docs", "results");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "the study")
    private @Nullable String name;

    @Option(names = "--steps", description = "steps of each training (default: the study's)")
    private @Nullable Integer steps;

    @Option(names = "--seeds", description = "seeds of each setting (default: the study's)")
    private @Nullable Integer seeds;

    @Option(names = "--threads", description = "trainings at a time (default: all processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "the page's folder (default: docs/results; none with --steps or --seeds)")
    private @Nullable Path out;

    @Option(names = "--quiet", description = "no progress")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        if (name == null) {
            Study.all().forEach(study -> terminal.println(study.name() + "  " + study.question()));
            return 0;
        }
        Study study = study(name);
        Path folder = folder();
        Progress progress = new Progress(spec.commandLine().getErr(), quiet, 1);
        Scale scale = new Scale(
                positive("--steps", steps, study.steps()),
                positive("--seeds", seeds, study.seeds()),
                positive("--threads", threads, threads),
                progress::say);
        String page = head(study, scale) + study.run(scale);
        progress.clear();
        terminal.print(page);
        terminal.flush();
        if (folder != null) {
            Path file = folder.resolve(study.name() + ".md");
            AtomicFile.write(file, stream -> stream.write(page.getBytes(StandardCharsets.UTF_8)));
            progress.say("written to " + file);
        }
        return 0;
    }

    private static Study study(String name) {
        List<String> names = Study.all().stream().map(Study::name).toList();
        return Study.all().stream()
                .filter(study -> study.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Slip("no study '" + name + "'; " + NearestName.suggestion(name, names)));
    }

    /** Where the page goes; null if it is only printed. Found before the first step, so that no hours are lost. */
    private @Nullable Path folder() throws IOException {
        if (out != null) {
            return Files.createDirectories(out);
        }
        if (steps != null || seeds != null) {
            return null;
        }
        if (!Files.isDirectory(RESULTS)) {
            throw new Slip("there is no folder " + RESULTS
                    + " here for the page; start in the project's folder, or name one" + " with --out");
        }
        return RESULTS;
    }

    private static int positive(String option, @Nullable Integer given, int otherwise) {
        int number = given == null ? otherwise : given;
        if (number < 1) {
            throw new Slip(option + " must be at least 1, found " + number);
        }
        return number;
    }

    /** The title, and how the page was made. */
    private static String head(Study study, Scale scale) {
        return String.format(
                Locale.ROOT,
                "# %s%n%n%s%n%nMade by `./run study %s --steps %d --seeds %d`, on JDK %s with the %s engine.%n%n",
                study.name(),
                study.question(),
                study.name(),
                scale.steps(),
                scale.seeds(),
                Runtime.version().feature(),
                Engine.fastest());
    }
}

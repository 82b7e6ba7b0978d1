package org.hypnos.examples.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.io.Npz;
import org.hypnos.core.io.SafeTensors;
import org.hypnos.examples.networks.Pair;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes trained parameters to a file that other programs read. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the parameters of a trained model, its guide or both to one file, by their full names.")
final class ExportCommand implements Callable<Integer> {
    private static final List<String> FORMATS = List.of("npz", "safetensors");
    private static final List<String> STORES = List.of("model", "guide", "both");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "the run's folder (default: the newest in runs)")
    private @Nullable Path run;

    @Option(names = "--format", description = "npz (default), which numpy reads, or safetensors")
    private String format = "npz";

    @Option(names = "--store", description = "model, guide or both (default)")
    private String store = "both";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "the file (default: parameters-STORE.FORMAT in the run's folder)")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        require("--format", format, FORMATS);
        require("--store", store, STORES);
        OutFile.requireEnding(out, "." + format);
        RunFolder folder = RunFolder.open(run);
        Pair pair = folder.readPrograms(folder.readConfig());
        Path file = OutFile.of(out, folder.path().resolve("parameters-" + store + "." + format));
        Path own = folder.path().resolve("model.safetensors");
        if (Files.exists(file) && Files.isSameFile(file, own)) {
            throw new Slip("--out " + file + ": that is the run's own file; name another");
        }
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Program program : programs(pair)) {
            program.parameters().forEach(parameter -> tensors.put(parameter.name(), parameter.value()));
        }
        if (format.equals("npz")) {
            Npz.write(file, tensors);
        } else {
            SafeTensors.write(file, tensors);
        }
        report(file, tensors);
        return 0;
    }

    private static void require(String option, String value, List<String> names) {
        if (!names.contains(value)) {
            throw new Slip(option + " " + value + ": " + NearestName.suggestion(value, names));
        }
    }

    private List<Program> programs(Pair pair) {
        return switch (store) {
            case "model" -> List.of(pair.model());
            case "guide" -> List.of(pair.guide());
            default -> List.of(pair.model(), pair.guide());
        };
    }

    private void report(Path file, Map<String, Tensor> tensors) {
        PrintWriter text =
                common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        long numbers = tensors.values().stream()
                .mapToLong(tensor -> tensor.shape().size())
                .sum();
        text.println(tensors.size() + " parameters of " + numbers + " numbers in " + file);
        text.flush();
        if (common.json) {
            new JsonLine()
                    .add("parameters", tensors.size())
                    .add("numbers", numbers)
                    .add("out", file.toString())
                    .printTo(spec.commandLine().getOut());
        }
    }
}

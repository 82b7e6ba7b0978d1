package org.hypnos.examples;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Option;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lists the algorithms that were found, with their options. */
@Command(
        name = "algorithms",
        mixinStandardHelpOptions = true,
        description = "Lists the inference algorithms that were found, with their options.")
final class AlgorithmsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonArray ids = new JsonArray();
        for (InferenceProvider provider : common.inference().providers().values()) {
            ids.add(provider.id());
            out.println(provider.id() + "  " + provider.description());
            for (Option option : provider.options().options()) {
                out.println("    " + option.name() + " (default " + option.otherwise() + "): " + option.meaning());
            }
        }
        if (common.json) {
            JsonObject figures = new JsonObject();
            figures.add("algorithms", ids);
            new JsonLine().addAll(figures).printTo(out);
        }
        return 0;
    }
}

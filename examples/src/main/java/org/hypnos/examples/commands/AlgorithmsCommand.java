package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Option;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Lists the algorithms that were found, with their options, and the plugins that are broken, with the reasons. */
@Command(
        name = "algorithms",
        mixinStandardHelpOptions = true,
        subcommands = DoctorCommand.class,
        description = "Lists the inference algorithms that were found, with their options.")
final class AlgorithmsCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Inference inference = common.inference();
        JsonArray ids = new JsonArray();
        for (InferenceProvider provider : inference.providers().values()) {
            ids.add(provider.id());
            out.println(provider.id() + "  " + provider.description());
            for (Option option : provider.options().options()) {
                out.println("    " + option.name() + " (default " + option.otherwise() + "): " + option.meaning());
            }
        }
        if (!inference.broken().isEmpty()) {
            out.println("broken:");
        }
        JsonArray broken = new JsonArray();
        for (Inference.Broken plugin : inference.broken()) {
            out.println("    " + plugin);
            broken.add(plugin.toString());
        }
        if (common.json) {
            JsonObject figures = new JsonObject();
            figures.add("algorithms", ids);
            figures.add("broken", broken);
            new JsonLine().addAll(figures).printTo(out);
        }
        return 0;
    }
}

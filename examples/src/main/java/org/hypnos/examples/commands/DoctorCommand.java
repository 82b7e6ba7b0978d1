package org.hypnos.examples.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.hypnos.core.inference.PluginDiagnosis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains why an algorithm was not found, or does not work. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Explains where algorithms were looked for, what was found there, and what is wrong with those"
                + " that do not work. Exit code 0: the algorithm works (without ID: all do), 1: it does not.")
final class DoctorCommand implements Callable<Integer> {
    private static final int ILL = 1;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "the algorithm in question (default: all)")
    private @Nullable String id;

    @Option(names = "--plugins", paramLabel = "DIR", description = "a folder of jars with further algorithms")
    private @Nullable Path plugins;

    @Option(names = "--json", description = "one line of JSON in place of text")
    private boolean json;

    @Override
    public Integer call() {
        PluginDiagnosis diagnosis = ComputeOptions.ofPlugins(plugins, () -> PluginDiagnosis.of(plugins));
        boolean well = id == null ? diagnosis.problems().isEmpty() : diagnosis.works(id);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            figures(diagnosis, well).printTo(out);
        } else {
            print(diagnosis, out);
        }
        return well ? 0 : ILL;
    }

    private void print(PluginDiagnosis diagnosis, PrintWriter out) {
        for (PluginDiagnosis.Place place : diagnosis.places()) {
            out.println(place.name() + ": " + place.content());
            place.findings().forEach(finding -> out.println("    " + finding));
        }
        if (plugins == null) {
            out.println("--plugins: not given");
        }
        out.println(id == null ? summary(diagnosis) : diagnosis.about(id));
    }

    private static String summary(PluginDiagnosis diagnosis) {
        int ill = diagnosis.problems().size();
        return "there are " + diagnosis.inference().providers().keySet() + "; "
                + (ill == 0 ? "nothing is wrong" : ill == 1 ? "one thing is wrong" : ill + " things are wrong");
    }

    private JsonLine figures(PluginDiagnosis diagnosis, boolean well) {
        JsonObject figures = new JsonObject();
        figures.add("places", places(diagnosis));
        JsonArray ids = new JsonArray();
        diagnosis.inference().providers().keySet().forEach(ids::add);
        figures.add("algorithms", ids);
        figures.addProperty("well", well);
        JsonLine line = new JsonLine().addAll(figures);
        return id == null ? line : line.add("id", id).add("about", diagnosis.about(id));
    }

    private static JsonArray places(PluginDiagnosis diagnosis) {
        JsonArray places = new JsonArray();
        for (PluginDiagnosis.Place place : diagnosis.places()) {
            JsonArray findings = new JsonArray();
            for (PluginDiagnosis.Finding finding : place.findings()) {
                JsonObject entry = new JsonObject();
                entry.addProperty("where", finding.where());
                entry.addProperty("class", finding.listed());
                entry.addProperty("id", finding.id());
                entry.addProperty("problem", finding.problem());
                findings.add(entry);
            }
            JsonObject entry = new JsonObject();
            entry.addProperty("place", place.name());
            entry.addProperty("content", place.content());
            entry.add("findings", findings);
            places.add(entry);
        }
        return places;
    }
}

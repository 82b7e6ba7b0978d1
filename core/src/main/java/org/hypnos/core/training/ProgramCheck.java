package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.Set;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;

/** Runs both programs once on the first datum, to see whether their sites and the data's names fit together. */
final class ProgramCheck {
    private ProgramCheck() {}

    static void run(Program model, Program guide, Dataset dataset, TrainingOptions options) {
        Workspace workspace = new Workspace(options.engine());
        ImmutableMap<String, Tensor> datum = dataset.rows(workspace, 0, 1);
        Tracer tracer = Tracer.of(new Tracer.Address(options.seed(), 0, "check"), workspace, 1);
        Trace guided = tracer.trace(guide, datum);
        Trace explained = tracer.trace(model, guided.values());
        Set<String> modelSites = explained.sites().keySet();
        checkArgument(
                modelSites.containsAll(guided.sites().keySet()),
                "the guide's sites %s are not in the model, which has %s",
                Sets.difference(guided.sites().keySet(), modelSites),
                modelSites);
        Set<String> observations = Sets.difference(datum.keySet(), dataset.inputNames());
        checkArgument(
                modelSites.containsAll(observations),
                "the data's observations %s are no sites of the model, which has %s; are they inputs?",
                Sets.difference(observations, modelSites),
                modelSites);
        Set<String> asked = Sets.union(explained.conditions(), guided.conditions());
        checkArgument(
                asked.containsAll(dataset.inputNames()),
                "no program asks for the inputs %s",
                Sets.difference(dataset.inputNames(), asked));
        Set<String> unexplained = Sets.difference(modelSites, guided.values().names());
        checkArgument(
                unexplained.isEmpty(),
                "the model's sites %s are given neither by the guide %s nor by the data %s",
                unexplained,
                guided.sites().keySet(),
                datum.keySet());
    }
}

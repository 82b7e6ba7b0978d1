package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.NearestName;

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
        Set<String> scaling = scaling(options.scale(), modelSites, datum);
        Set<String> observations = Sets.difference(datum.keySet(), Sets.union(dataset.inputNames(), scaling));
        checkArgument(
                modelSites.containsAll(observations),
                "the data's observations %s are no sites of the model, which has %s; are they inputs?",
                Sets.difference(observations, modelSites),
                modelSites);
        Set<String> asked = Sets.union(Sets.union(explained.conditions(), guided.conditions()), scaling);
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

    /** The names of the data's tensors that scale a site, after a look at them. */
    private static Set<String> scaling(Map<String, SiteScale> scales, Set<String> sites, Map<String, Tensor> datum) {
        Set<String> names = new LinkedHashSet<>();
        scales.forEach((site, scale) -> {
            checkArgument(
                    sites.contains(site),
                    "the scale of site '%s' has no site; %s",
                    site,
                    NearestName.suggestion(site, sites));
            if (scale instanceof SiteScale.OfData ofData) {
                String name = ofData.tensor();
                checkArgument(
                        datum.containsKey(name),
                        "the scale of site '%s' is not among the data as '%s'; %s",
                        site,
                        name,
                        NearestName.suggestion(name, datum.keySet()));
                checkArgument(
                        datum.get(name).shape().rank() == 1,
                        "the scale '%s' of site '%s' needs the shape [data], one number for each datum; found %s",
                        name,
                        site,
                        datum.get(name).shape());
                names.add(name);
            }
        });
        return names;
    }
}

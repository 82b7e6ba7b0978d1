package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.inference.Programs;

/**
 * Runs the programs, to see whether their sites and the data's names fit together: on the first datum, and, if they branch,
 * on each datum of the first epoch, as far as their ways go.
 */
final class ProgramCheck {
    private final Programs programs;
    private final Dataset dataset;
    private final TrainingOptions options;
    private final ImmutableSet<String> observations;
    private final Set<String> asked = new LinkedHashSet<>();

    ProgramCheck(Programs programs, Dataset dataset, TrainingOptions options) {
        this.programs = programs;
        this.dataset = dataset;
        this.options = options;
        this.observations =
                Sets.difference(dataset.values().keySet(), dataset.inputNames()).immutableCopy();
    }

    /** The runs of both programs. */
    record Runs(Trace guided, Trace explained) {
        boolean branch() {
            return guided.branches() || explained.branches();
        }
    }

    /** Checks the runs of one particle of each of these data, and returns them. */
    Runs check(long step, int... rows) {
        Workspace workspace = new Workspace(options.engine());
        long epoch = dataset.epoch(step, options.batchSize());
        ImmutableMap<String, Tensor> data = dataset.rows(workspace, epoch, rows, 0, rows.length);
        Tracer tracer = Tracer.of(new Tracer.Address(options.seed(), step, "check"), workspace, rows.length);
        Values given = programs.given(tracer, data);
        Runs runs = runs(tracer, given);
        Set<String> scaling = scaling(runs.explained().sites().keySet(), data);
        for (int i = 0; i < rows.length; i++) {
            checkSites(runs.guided().part(i), runs.explained().part(i), given, scaling);
        }
        asked.addAll(scaling);
        asked.addAll(runs.guided().conditions());
        asked.addAll(runs.explained().conditions());
        return runs;
    }

    private Runs runs(Tracer tracer, Values given) {
        Trace guided = tracer.trace(programs.guide(), given);
        return new Runs(guided, tracer.trace(programs.model(), guided.values()));
    }

    private void checkSites(Trace.Part guided, Trace.Part explained, Values given, Set<String> scaling) {
        Set<String> drawn = guided.sites().keySet();
        Set<String> sites = explained.sites().keySet();
        checkArgument(
                sites.containsAll(drawn),
                "the guide's sites %s are not in the model, which has %s",
                Sets.difference(drawn, sites),
                sites);
        Set<String> missed = Sets.difference(observations, Sets.union(sites, scaling));
        checkArgument(
                missed.isEmpty(),
                "the data's observations %s are no sites of the model, which has %s; are they inputs?",
                missed,
                sites);
        explained
                .sites()
                .forEach((name, site) -> checkArgument(
                        site.drawn() || site.distribution().support().require("site '" + name + "'", site.value())));
        Set<String> unexplained = Sets.difference(sites, Sets.union(drawn, given.names()));
        checkArgument(
                unexplained.isEmpty(),
                "the model's sites %s are given neither by the guide %s nor by the data %s",
                unexplained,
                drawn,
                given.names());
    }

    /** Refuses inputs that no run asked for. */
    void checkInputs() {
        checkArgument(
                asked.containsAll(dataset.inputNames()),
                "no program asks for the inputs %s",
                Sets.difference(dataset.inputNames(), asked));
    }

    /** The names of the data's tensors that scale a site, after a look at them. */
    private Set<String> scaling(Set<String> sites, Map<String, Tensor> data) {
        Set<String> names = new LinkedHashSet<>();
        options.scale().forEach((site, scale) -> {
            checkArgument(
                    sites.contains(site),
                    "the scale of site '%s' has no site; %s",
                    site,
                    NearestName.suggestion(site, sites));
            if (scale instanceof SiteScale.OfData ofData) {
                String name = ofData.tensor();
                checkArgument(
                        data.containsKey(name),
                        "the scale of site '%s' is not among the data as '%s'; %s",
                        site,
                        name,
                        NearestName.suggestion(name, data.keySet()));
                checkArgument(
                        data.get(name).shape().rank() == 1,
                        "the scale '%s' of site '%s' needs the shape [data], one number for each datum; found %s",
                        name,
                        site,
                        data.get(name).shape());
                names.add(name);
            }
        });
        return names;
    }
}

package org.hypnos.core.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.stream.Stream;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.Trace;

/** Writes the ledger of a training down, from a look at its programs and at one shard's evaluation of every phase. */
record LedgerBuilder(TrainingOptions options, List<Side> sides, ProgramCheck.Runs runs) {
    /**
     * The ledger.
     *
     * @param apart a shard's evaluation of the phases that are evaluated shard by shard
     * @param shards how many of them, by their data, make the batch
     * @param jointly the whole batch's evaluation of the others
     * @param descents the bytes of parameters and what their optimizers remember
     */
    Ledger build(Shard apart, double shards, Shard jointly, long descents) {
        List<Shard> done = List.of(apart, jointly);
        long tensors = (long) Math.ceil(apart.bytes() * shards) + jointly.bytes();
        return new Ledger(
                sites(),
                sides.stream().flatMap(side -> entries(side, done)).collect(ImmutableList.toImmutableList()),
                regularization(done),
                2 * (apart.multiplyAdds() * shards + jointly.multiplyAdds()),
                new Memory(descents, tensors, options.engine().bytes()),
                runs.branch());
    }

    private ImmutableList<Ledger.Site> sites() {
        ImmutableList.Builder<Ledger.Site> lines = ImmutableList.builder();
        runs.explained()
                .sites()
                .forEach((name, site) -> lines.add(new Ledger.Site(
                        name,
                        site.distribution().eventShape(),
                        site.global() ? "particle" : "particle and datum",
                        site.distribution().support().toString(),
                        source(name))));
        return lines.build();
    }

    private String source(String name) {
        Trace.Site guided = runs.guided().sites().get(name);
        return guided != null && guided.drawn()
                ? "the guide"
                : runs.explained().sites().get(name).drawn() ? "no one" : "the data";
    }

    private Stream<Ledger.Entry> entries(Side side, List<Shard> done) {
        Optimizer optimizer = side.name().equals("theta") ? options.theta() : options.phi();
        ImmutableSet<Parameter> frozen = ImmutableSet.copyOf(
                NamePattern.select(options.frozen(), side.parameters().asList()));
        return side.parameters().asList().stream()
                .map(parameter -> new Ledger.Entry(
                        parameter.name(),
                        parameter.shape(),
                        side.name(),
                        phases(done, parameter, side, true),
                        phases(done, parameter, side, false),
                        frozen.contains(parameter),
                        side.parameters().isShared(parameter),
                        optimizer.rule(),
                        optimizer.rate(parameter)));
    }

    /** The phases in which the loss of {@code side}, or else of the other one, depends on {@code parameter}. */
    private static ImmutableList<String> phases(List<Shard> done, Parameter parameter, Side side, boolean own) {
        return done.stream()
                .flatMap(shard -> shard.reaches().stream())
                .filter(reach ->
                        reach.side().equals(side) == own && reach.parameters().contains(parameter))
                .map(Shard.Reach::phase)
                .distinct()
                .collect(ImmutableList.toImmutableList());
    }

    private ImmutableList<Ledger.Regularization> regularization(List<Shard> done) {
        ImmutableList.Builder<Ledger.Regularization> lines = ImmutableList.builder();
        options.regularization()
                .penalties()
                .forEach((name, penalty) -> sides.forEach(side -> {
                    List<String> names = side.parameters().asList().stream()
                            .filter(penalty.concerns())
                            .map(Parameter::name)
                            .toList();
                    if (!names.isEmpty()) {
                        lines.add(new Ledger.Regularization(side.name() + "/" + name, String.join(", ", names)));
                    }
                }));
        done.stream()
                .flatMap(shard -> shard.regularization().keySet().stream())
                .distinct()
                .forEach(name -> lines.add(new Ledger.Regularization(name, "added by the program as it runs")));
        return lines.build();
    }
}

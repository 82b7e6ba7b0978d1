package org.hypnos.examples.report;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The first step at which what two runs wrote disagrees.
 *
 * @param step steps done
 * @param sameUntil the last step before it at which a line of both agrees; 0 if none does
 * @param line what kind of line it is
 * @param values what disagrees in it
 */
public record LineParting(long step, long sameUntil, String line, List<Disagreement> values) {
    private static final String KL = "kl/";

    /** That of their metrics, parameters' digests apart. */
    static Optional<LineParting> ofMetrics(RunRecord left, RunRecord right) {
        return of(
                left.metrics().stream().filter(line -> !line.isDigests()),
                right.metrics().stream().filter(line -> !line.isDigests()));
    }

    /** That of the digests of their parameters. */
    static Optional<LineParting> ofDigests(RunRecord left, RunRecord right) {
        return of(digests(left), digests(right));
    }

    private static Stream<MetricsLine> digests(RunRecord run) {
        return run.metrics().stream()
                .filter(line -> line.isDigests() && line.fields().get("sha256") instanceof JsonObject)
                .map(line ->
                        new MetricsLine(line.step(), line.kind(), line.fields().getAsJsonObject("sha256")));
    }

    /** Lines of the same step and name are compared; what only one of them has is no disagreement. */
    private static Optional<LineParting> of(Stream<MetricsLine> left, Stream<MetricsLine> right) {
        Map<String, MetricsLine> byPlace = new HashMap<>();
        right.forEach(line -> byPlace.put(line.step() + " " + line.name(), line));
        long same = 0;
        for (MetricsLine line : (Iterable<MetricsLine>) left::iterator) {
            MetricsLine other = byPlace.get(line.step() + " " + line.name());
            if (other == null) {
                continue;
            }
            List<Disagreement> values = Disagreement.of(line.fields(), other.fields());
            if (!values.isEmpty()) {
                return Optional.of(new LineParting(line.step(), same, line.name(), values));
            }
            same = line.step();
        }
        return Optional.empty();
    }

    /** The sites of the guide whose divergences disagree. */
    public List<String> sites() {
        return values.stream()
                .map(Disagreement::name)
                .filter(name -> name.startsWith(KL))
                .map(name -> name.substring(KL.length()))
                .toList();
    }

    public List<String> names() {
        return values.stream().map(Disagreement::name).toList();
    }
}

package org.hypnos.examples.commands;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.hypnos.examples.report.Disagreement;
import org.hypnos.examples.report.LineParting;
import org.hypnos.examples.report.RunDiff;
import org.hypnos.examples.report.TensorParting;
import org.jspecify.annotations.Nullable;

/** What sets two runs apart, for people. */
record DiffText(RunDiff diff, PrintWriter out) {
    private static final int MOST_LINES = 20;

    void print() {
        out.println("< " + diff.left().folder());
        out.println("> " + diff.right().folder());
        tell("options differ:", diff.options());
        tell("what made them differs:", diff.made());
        diff.metrics().ifPresent(this::metrics);
        diff.digests().ifPresent(this::digests);
        tensors();
        out.println(verdict());
        out.flush();
    }

    private void metrics(LineParting parting) {
        tell("metrics part at step " + parting.step() + since(parting) + ", " + parting.line() + ":", parting.values());
        if (!parting.sites().isEmpty()) {
            out.println("sites that part there: " + String.join(", ", parting.sites()));
        }
    }

    private void digests(LineParting parting) {
        out.println("parameters part by step " + parting.step() + since(parting) + ": " + shortened(parting.names()));
    }

    private void tensors() {
        if (!diff.tensors().isEmpty()) {
            out.println(diff.file().orElseThrow() + ": " + diff.tensors().size() + " tensors differ:");
            diff.tensors().stream().limit(MOST_LINES).forEach(parting -> out.println("  " + text(parting)));
            more(diff.tensors().size());
        }
    }

    private static String since(LineParting parting) {
        return parting.sameUntil() == 0 ? "" : " (the same at step " + parting.sameUntil() + ")";
    }

    private void tell(String title, List<Disagreement> values) {
        if (values.isEmpty()) {
            return;
        }
        out.println(title);
        values.stream()
                .limit(MOST_LINES)
                .forEach(value ->
                        out.println("  " + value.name() + "  " + absent(value.left()) + " | " + absent(value.right())));
        more(values.size());
    }

    private static String absent(@Nullable String value) {
        return value == null ? "(none)" : value;
    }

    private void more(int count) {
        if (count > MOST_LINES) {
            out.println("  and " + (count - MOST_LINES) + " more");
        }
    }

    private static String shortened(List<String> names) {
        return names.size() <= MOST_LINES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_LINES)) + " and " + (names.size() - MOST_LINES) + " more";
    }

    private static String text(TensorParting parting) {
        return parting.of() == 0
                ? parting.name() + "  " + parting.found()
                : String.format(
                        Locale.ROOT,
                        "%s  %d of %d numbers, by %.3g at most; first at %s: %s",
                        parting.name(),
                        parting.differing(),
                        parting.of(),
                        parting.largest() == null ? Double.NaN : parting.largest(),
                        parting.index(),
                        parting.found());
    }

    private String verdict() {
        long left = diff.left().lastStep();
        long right = diff.right().lastStep();
        String file = diff.file().map(path -> "tensors up to " + path).orElse("no tensors to compare");
        if (diff.same()) {
            return "same bits: " + left + " steps of metrics, " + file;
        }
        if (diff.step().isPresent()) {
            return "they part by step " + diff.step().orElseThrow();
        }
        if (!diff.tensors().isEmpty()) {
            return "they part in " + diff.file().orElseThrow();
        }
        return diff.endsDiffer()
                ? "the same as far as both go: the first ends at step " + left + ", the second at step " + right
                : "nothing to compare: neither metrics nor tensors were written by both";
    }
}

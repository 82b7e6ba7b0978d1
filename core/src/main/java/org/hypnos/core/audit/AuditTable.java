package org.hypnos.core.audit;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An audit as text. */
final class AuditTable {
    private static final int MOST_POSTERIORS = 10;
    private static final ImmutableList<String> HEAD = ImmutableList.of(
            "algorithm",
            "phase",
            "side",
            "loss, nats",
            "measured by",
            "exact norm",
            "bias norm",
            "share",
            "cosine",
            "variance",
            "SNR",
            "expectation over");

    private AuditTable() {}

    static String of(Audit audit) {
        StringBuilder text = new StringBuilder();
        text.append("exact posteriors\n");
        ImmutableList<ExactPosterior> posteriors = audit.posteriors();
        for (int i = 0; i < Math.min(MOST_POSTERIORS, posteriors.size()); i++) {
            text.append("  datum ")
                    .append(i)
                    .append(": ")
                    .append(posteriors.get(i))
                    .append('\n');
        }
        if (posteriors.size() > MOST_POSTERIORS) {
            text.append("  and of ").append(posteriors.size() - MOST_POSTERIORS).append(" data more\n");
        }
        text.append("gradients of the mean loss over all data, in nats per unit of a parameter, in ")
                .append(audit.dtype())
                .append('\n');
        List<ImmutableList<String>> rows = new ArrayList<>(List.of(HEAD));
        audit.gradients().forEach(gradient -> rows.add(row(gradient)));
        rows.forEach(row -> text.append(line(rows, row)).append('\n'));
        return text.toString();
    }

    private static ImmutableList<String> row(GradientAudit gradient) {
        double halfWidth = gradient.bias().halfWidth();
        return ImmutableList.of(
                gradient.algorithm(),
                gradient.phase(),
                gradient.target().side(),
                String.format(Locale.ROOT, "%.6f", gradient.loss()),
                gradient.target().toString(),
                number(gradient.exactNorm()),
                number(gradient.bias().estimate()) + (halfWidth > 0 ? " +- " + number(halfWidth) : ""),
                String.format(Locale.ROOT, "%.2f %%", 100 * gradient.biasShare()),
                String.format(Locale.ROOT, "%.4f", gradient.cosine()),
                number(gradient.variance()),
                number(gradient.signalToNoise()),
                gradient.method().toString());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static String line(List<ImmutableList<String>> rows, ImmutableList<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width = rows.stream()
                    .mapToInt(other -> other.get(at).length())
                    .max()
                    .orElse(0);
            line.append(Strings.padEnd(row.get(column), width + 2, ' '));
        }
        return line.toString().stripTrailing();
    }
}

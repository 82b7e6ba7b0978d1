package org.hypnos.core.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hypnos.core.training.StepReport;

/** The means of steps' figures over the steps that have them, and what they are called. */
final class Means {
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    private record Sum(double total, long count) {
        Sum plus(Sum other) {
            return new Sum(total + other.total, count + other.count);
        }
    }

    void add(StepReport report) {
        add("theta_loss", report.thetaLoss());
        add("phi_loss", report.phiLoss());
        add("theta_norm", report.thetaNorm());
        add("phi_norm", report.phiNorm());
        report.weights().ifPresent(weights -> {
            add("ess_mean", weights.meanEss());
            add("ess_5_percent", weights.lowEss());
            add("ess_least", weights.leastEss());
            add("ess_below_2", weights.shareBelowTwo());
            add("largest_weight", weights.largestWeight());
            weights.divergences().forEach((site, divergence) -> add("kl/" + site, divergence));
        });
        report.regularization().forEach((name, loss) -> add("regularization/" + name, loss));
        add("left_out", report.leftOut());
    }

    private void add(String name, Optional<Double> figure) {
        figure.ifPresent(value -> add(name, value));
    }

    private void add(String name, double figure) {
        sums.merge(name, new Sum(figure, 1), Sum::plus);
    }

    /** The means by name; then it begins anew. */
    Map<String, Double> take() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum.total() / sum.count()));
        sums.clear();
        return means;
    }

    /** The sums so far, bit by bit. */
    JsonObject state() {
        JsonObject state = new JsonObject();
        sums.forEach((name, sum) -> state.addProperty(name, Double.doubleToLongBits(sum.total()) + " " + sum.count()));
        return state;
    }

    void restore(JsonObject state) {
        sums.clear();
        for (Map.Entry<String, JsonElement> entry : state.entrySet()) {
            String[] parts = entry.getValue().getAsString().split(" ", 2);
            sums.put(
                    entry.getKey(),
                    new Sum(Double.longBitsToDouble(Long.parseLong(parts[0])), Long.parseLong(parts[1])));
        }
    }

    static JsonObject parse(String state) {
        return JsonParser.parseString(state).getAsJsonObject();
    }
}

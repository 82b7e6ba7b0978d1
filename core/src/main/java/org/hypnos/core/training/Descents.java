package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkState;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hypnos.autodiff.Descent;
import org.hypnos.autodiff.GradientTerm;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.inference.Schedule;
import org.jspecify.annotations.Nullable;

/** How far the parameters of one side that are not frozen have come: each has its descent and its group's rate. */
final class Descents {
    private final Side side;
    private final Optimizer optimizer;
    private final RegularizationLosses losses;
    private final ImmutableMap<Descent, Schedule> rates;

    Descents(Side side, Optimizer optimizer, ImmutableList<Parameter> frozen, RegularizationLosses losses) {
        this.side = side;
        this.optimizer = optimizer;
        this.losses = losses;
        ImmutableMap.Builder<Descent, Schedule> byDescent = ImmutableMap.builder();
        for (Parameter parameter : side.parameters()) {
            if (!frozen.contains(parameter)) {
                byDescent.put(new Descent(parameter, optimizer.rule()), optimizer.rate(parameter));
            }
        }
        this.rates = byDescent.buildOrThrow();
    }

    /** The memory of parameters and of what the rule remembers, in bytes. */
    long bytes() {
        return rates.keySet().stream().mapToLong(Descent::bytes).sum();
    }

    /** Tells {@code visitor} of each descent. */
    void forEach(Consumer<Descent> visitor) {
        rates.keySet().forEach(visitor);
    }

    /** What moves in {@code step}: all parameters of a side that has a loss, else those that the other side's reached. */
    Move plan(long step, List<Shard> done, Workspace own, Panels panels) {
        ImmutableList<Descent> moving = moving(done);
        Map<String, Double> regularization = new LinkedHashMap<>();
        Gradients ofPenalty = penalty(step, moving, new Tape(own), regularization);
        ImmutableList.Builder<Move.Part> building = ImmutableList.builder();
        for (Descent descent : moving) {
            ImmutableList<GradientTerm> gradient = gradient(descent.parameter(), done, ofPenalty);
            building.add(new Move.Part(descent, gradient, rates.get(descent).at(step)));
        }
        ImmutableList<Move.Part> parts = building.build();
        Optional<Double> norm = norm(step, parts, panels);
        double factor =
                norm.map(length -> Math.min(1, optimizer.clip() / length)).orElse(1.0);
        return new Move(parts, ImmutableMap.copyOf(regularization), norm, factor);
    }

    private ImmutableList<Descent> moving(List<Shard> done) {
        boolean stepped = done.stream().anyMatch(shard -> shard.loss(side) != null);
        return rates.keySet().stream()
                .filter(descent -> stepped || done.stream().anyMatch(shard -> shard.reaches(descent.parameter())))
                .collect(toImmutableList());
    }

    /** The terms of all shards in order, and last those of the regularization losses. */
    private static ImmutableList<GradientTerm> gradient(
            Parameter parameter, List<Shard> done, @Nullable Gradients ofPenalty) {
        ImmutableList.Builder<GradientTerm> terms = ImmutableList.builderWithExpectedSize(2 * done.size() + 1);
        Consumer<GradientTerm> add = terms::add;
        for (int i = 0; i < done.size(); i++) {
            done.get(i).forEachGradient(parameter, add);
        }
        if (ofPenalty != null) {
            ofPenalty.forEachTerm(parameter, add);
        }
        return terms.build();
    }

    private Optional<Double> norm(long step, ImmutableList<Move.Part> parts, Panels panels) {
        if (optimizer.clip() == Double.POSITIVE_INFINITY || parts.isEmpty()) {
            return Optional.empty();
        }
        double norm = panels.norm(parts);
        checkState(Double.isFinite(norm), "step %s: the norm of %s's gradient is %s", step, side.name(), norm);
        return Optional.of(norm);
    }

    /** The gradients of the regularization losses about these parameters; null if there are none. */
    private @Nullable Gradients penalty(
            long step, Iterable<Descent> moving, Tape tape, Map<String, Double> regularization) {
        Tensor total = null;
        for (Map.Entry<String, RegularizationLosses.Penalty> entry :
                losses.penalties().entrySet()) {
            for (Descent descent : moving) {
                Parameter parameter = descent.parameter();
                if (entry.getValue().concerns().test(parameter)) {
                    Tensor loss = entry.getValue().loss().apply(tape.watch(parameter));
                    checkState(
                            Double.isFinite(loss.item()),
                            "step %s: regularization loss '%s' of %s is %s",
                            step,
                            entry.getKey(),
                            parameter,
                            loss.item());
                    regularization.merge(side.name() + "/" + entry.getKey(), loss.item(), Double::sum);
                    total = total == null ? loss : total.add(loss);
                }
            }
        }
        return total == null ? null : tape.gradients(total);
    }
}

package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import java.util.List;
import java.util.function.DoubleFunction;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.networks.Pair;

/**
 * An optimizer by the name that the command line gives it, for both sides.
 *
 * @param rate of all parameters that have none of their own
 * @param groups parameters with a rate of their own, of either side or both; the first whose pattern matches wins
 */
record OptimizerChoice(String name, Schedule rate, ImmutableList<Optimizer.Group> groups) {
    private static final ImmutableMap<String, DoubleFunction<Optimizer>> BY_NAME = ImmutableMap.of(
            "adam", Optimizer::adam,
            "adamw", rate -> Optimizer.adamW(rate, 0.01),
            "sgd", Optimizer::sgd,
            "momentum", rate -> Optimizer.momentum(rate, 0.9),
            "nesterov", rate -> Optimizer.nesterov(rate, 0.9),
            "rmsprop", Optimizer::rmsProp,
            "adagrad", Optimizer::adagrad,
            "adadelta", Optimizer::adadelta);

    OptimizerChoice {
        if (!BY_NAME.containsKey(name)) {
            throw new Slip("--optimizer " + name + ": " + NearestName.suggestion(name, BY_NAME.keySet()));
        }
    }

    static OptimizerChoice of(String name, Schedule rate) {
        return new OptimizerChoice(name, rate, ImmutableList.of());
    }

    /** This, with groups that are written as {@code model/h1*=0.001}; the rate may be a schedule. */
    OptimizerChoice withGroups(List<String> written) {
        ImmutableList.Builder<Optimizer.Group> more = ImmutableList.builder();
        written.forEach(group -> more.add(group(group)));
        return new OptimizerChoice(name, rate, more.build());
    }

    private static Optimizer.Group group(String written) {
        int equals = written.indexOf('=');
        if (equals <= 0 || equals == written.length() - 1) {
            throw new Slip("--lr-of " + written + ": expected PATTERN=RATE, such as 'model/h1*=0.001'");
        }
        try {
            Schedule rate = Schedule.parse(written.substring(equals + 1));
            if (rate.least() < 0) {
                throw new Slip("--lr-of " + written + ": a rate may not be negative");
            }
            return new Optimizer.Group(written.substring(0, equals), rate);
        } catch (IllegalArgumentException e) {
            throw new Slip("--lr-of " + written + ": " + e.getMessage(), e);
        }
    }

    /** {@code options}, by which both sides of {@code pair} descend so. */
    TrainingOptions in(TrainingOptions options, Pair pair) {
        ParameterStore theta = pair.model().parameters();
        ParameterStore phi = pair.guide().parameters();
        for (Optimizer.Group group : groups) {
            List<Parameter> all = Streams.concat(theta.asList().stream(), phi.asList().stream())
                    .toList();
            if (all.stream().noneMatch(group::matches)) {
                List<String> names = all.stream().map(Parameter::name).toList();
                throw new Slip("--lr-of " + group.names() + ": matches no parameter; "
                        + NearestName.suggestion(group.names(), names));
            }
        }
        return options.withOptimizers(of(theta), of(phi));
    }

    /** A group that is about the other side alone would be refused here. */
    private Optimizer of(ParameterStore side) {
        Optimizer optimizer = BY_NAME.get(name).apply(0).withRate(rate);
        for (Optimizer.Group group : groups) {
            if (side.asList().stream().anyMatch(group::matches)) {
                optimizer = optimizer.withGroup(group.names(), group.rate());
            }
        }
        return optimizer;
    }
}

package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import java.util.function.DoubleFunction;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Optimizer;

/** The optimizers by the names that the command line gives them. */
final class OptimizerChoice {
    private static final ImmutableMap<String, DoubleFunction<Optimizer>> BY_NAME = ImmutableMap.of(
            "adam", Optimizer::adam,
            "adamw", rate -> Optimizer.adamW(rate, 0.01),
            "sgd", Optimizer::sgd,
            "momentum", rate -> Optimizer.momentum(rate, 0.9),
            "nesterov", rate -> Optimizer.nesterov(rate, 0.9),
            "rmsprop", Optimizer::rmsProp,
            "adagrad", Optimizer::adagrad,
            "adadelta", Optimizer::adadelta);

    private OptimizerChoice() {}

    static Optimizer of(String name, Schedule rate) {
        DoubleFunction<Optimizer> named = BY_NAME.get(name);
        if (named == null) {
            throw new Slip("--optimizer " + name + ": " + NearestName.suggestion(name, BY_NAME.keySet()));
        }
        return named.apply(0).withRate(rate);
    }
}

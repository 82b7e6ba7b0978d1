package org.hypnos.core;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.distributions.Bernoulli;

/** A sigmoid belief network of one hidden layer h and its guide, and wake-sleep to train them. */
public record SmallNetwork(Program model, Program guide) {
    public static SmallNetwork of(DType dtype, long seed, int hidden, int visible) {
        return new SmallNetwork(model(dtype, seed, hidden, visible), guide(dtype, seed, hidden, visible));
    }

    private static Program model(DType dtype, long seed, int hidden, int visible) {
        ParameterStore store = new ParameterStore("model", dtype, seed);
        Parameter prior = store.create("prior", Shape.of(hidden), Initializer.normal(0.5));
        Linear down = Linear.create(store::create, "down", hidden, visible);
        return Program.of(store, context -> {
            Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
            context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
        });
    }

    private static Program guide(DType dtype, long seed, int hidden, int visible) {
        ParameterStore store = new ParameterStore("guide", dtype, seed);
        Linear up = Linear.create(store::create, "up", visible, hidden);
        return Program.of(
                store,
                context -> context.sample("h", new Bernoulli(up.apply(context::param, context.given("x"))).toEvent(1)));
    }

    /** Wake-sleep with one draw in each phase. */
    public InferenceAlgorithm wakeSleep() {
        return () -> ImmutableList.of(
                Phase.always("wake", (tracer, batch) -> {
                    Trace q = tracer.constant().trace(guide, batch.values());
                    Trace p = tracer.score(model, q.values());
                    return Losses.none().theta(p.logProb().mean(0).neg(), p);
                }),
                Phase.always("sleep", (tracer, batch) -> {
                    Trace dream = tracer.constant().trace(model, batch.inputs());
                    Trace q = tracer.score(guide, dream.values());
                    return Losses.none().phi(q.logProb().mean(0).neg(), q);
                }));
    }
}

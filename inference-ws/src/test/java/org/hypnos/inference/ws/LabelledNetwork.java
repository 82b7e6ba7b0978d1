package org.hypnos.inference.ws;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.distributions.Bernoulli;

/** A sigmoid belief network of 3 causes and 5 pixels whose causes depend on a label, and its guide. */
final class LabelledNetwork {
    final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 4);
    final ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 4);
    final Parameter prior = theta.create("prior", Shape.of(3), Initializer.normal(1));
    final Linear down = Linear.create(theta::create, "down", 3, 5);
    final Linear up = Linear.create(phi::create, "up", 5, 3);

    final Program model = Program.of(theta, context -> {
        Tensor logits = context.given("label").add(context.param(prior)); // [data, 1] and [3]
        Tensor h = context.sample("h", new Bernoulli(logits).toEvent(1));
        context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
    });
    final Program guide = Program.of(
            phi,
            context -> context.sample("h", new Bernoulli(up.apply(context::param, context.given("x"))).toEvent(1)));
}

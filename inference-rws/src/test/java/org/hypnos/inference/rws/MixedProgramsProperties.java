package org.hypnos.inference.rws;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.hypnos.testkit.ProgramGradientProperties;

/** Gradients of a pair that draws a coin, branches on it, and draws a vector, by both algorithms. */
class MixedProgramsProperties extends ProgramGradientProperties {
    @Override
    protected Programs programs() {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 3);
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 3);
        Parameter logit = theta.create("logit", Shape.SCALAR, Initializer.constant(0.3));
        Parameter scale = theta.create("logScale", Shape.SCALAR, Initializer.constant(-0.2));
        Linear down = Linear.create(theta::create, "down", 2, 1);
        Linear tails = Linear.create(phi::create, "tails", 1, 2);
        Linear heads = Linear.create(phi::create, "heads", 1, 2);
        Linear coin = Linear.create(phi::create, "coin", 1, 1);
        Tensor one = Tensor.scalar(DType.FLOAT64, 1);
        Program model = Program.of(theta, context -> {
            Tensor d = context.sample("d", new Bernoulli(context.param(logit)));
            Tensor z = context.sample("z", new Normal(one.sub(1).broadcastTo(Shape.of(2)), one).toEvent(1));
            Tensor mean = down.apply(context::param, z);
            Tensor shift = context.branchOn(d) == 1 ? one : one.neg();
            context.sample("x", new Normal(mean.add(shift), context.param(scale).exp()).toEvent(1));
        });
        Program guide = Program.of(phi, context -> {
            Tensor x = context.given("x");
            Tensor logits = coin.apply(context::param, x);
            Shape plate = logits.shape().prefix(logits.shape().rank() - 1);
            Tensor d = context.sample("d", new Bernoulli(logits.reshape(plate)));
            Linear up = context.branchOn(d) == 1 ? heads : tails;
            context.sample("z", new Normal(up.apply(context::param, x).tanh(), one).toEvent(1));
        });
        return Programs.of(model, guide);
    }

    @Override
    protected Arbitrary<Dataset> data() {
        return Arbitraries.doubles()
                .between(-3, 3)
                .array(double[].class)
                .ofSize(3)
                .map(x -> Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(3, 1), x))));
    }

    @Override
    protected Map<String, Map<String, String>> algorithms() {
        return Map.of("ws", Map.of("samples", "2"), "rws", Map.of("particles", "3", "insomnia", "0.5"));
    }
}

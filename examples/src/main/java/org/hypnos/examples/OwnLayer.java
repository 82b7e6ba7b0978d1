package org.hypnos.examples;

import java.util.Map;
import java.util.function.Function;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.Bars;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;
import org.hypnos.distributions.layers.Layer;

/**
 * A layer of one's own: noisy-or units (Pearl 1988), which any one cause can turn on.
 *
 * <p>Bars are made just so: an image is on wherever a bar is. So the exact NLL must come within 0.05 nats of the
 * images' entropy, unless a seed leaves a bar out, which costs 0.8 nats. {@code OwnLayerTest} runs the laws of distributions
 * on the layer.
 */
public final class OwnLayer implements Example {
    private static final int CAUSES = 12;

    /**
     * Unit i stays off with probability exp(-a_i), where a = softplus(bias) + above softplus(weight): each cause that is on
     * multiplies that probability by a factor of its own.
     *
     * @param weight [units above, units]
     * @param bias [units]
     */
    public record NoisyOr(Parameter weight, Parameter bias) implements Layer {
        public static NoisyOr create(Linear.Maker maker, String name, int above, int units) {
            return new NoisyOr(
                    maker.create(
                            name + "/weight",
                            Shape.of(above, units),
                            (random, dtype, shape) -> Initializer.normal(1)
                                    .draw(random, dtype, shape)
                                    .sub(1)),
                    maker.create(name + "/bias", Shape.of(units), Initializer.constant(-2)));
        }

        @Override
        public Distribution given(Function<Parameter, Tensor> parameters, Tensor above) {
            Tensor a = above.affine(
                    parameters.apply(weight).softplus(), parameters.apply(bias).softplus());
            // p = 1 - exp(-a) has logit log(p / (1 - p)) = log(exp(a) - 1) = a + log(1 - exp(-a))
            return new Bernoulli(a.add(a.neg().expm1().neg().log())).toEvent(1);
        }
    }

    @Override
    public String name() {
        return "own-layer";
    }

    @Override
    public String about() {
        return "a layer of your own: noisy-or units, of which bars are made";
    }

    @Override
    public void run(Arguments arguments) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, arguments.seed());
        Parameter prior = theta.create("prior", Shape.of(CAUSES), Initializer.constant(-2));
        NoisyOr down = NoisyOr.create(theta::create, "down", CAUSES, 25);
        Program model = Program.of(theta, context -> {
            Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
            context.sample("x", down.given(context::param, h));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, arguments.seed());
        Linear up = Linear.create(phi::create, "up", 25, CAUSES, Initializer.constant(-2));
        Program guide = Program.of(phi, context -> {
            Tensor logits = up.apply(context::param, context.given("x"));
            context.sample("h", new Bernoulli(logits).toEvent(1));
        });
        Dataset bars = Bars.fiveByFive();
        InferenceAlgorithm rws =
                Inference.installed().create("rws", model, guide, Map.of("particles", "10", "insomnia", "0.5"));
        int steps = arguments.steps(8_000);
        TrainingOptions options = TrainingOptions.of(arguments.seed(), 100)
                .withOptimizer(Optimizer.adam(0.05).withRate(Schedule.cosine(0.05, steps)));
        try (Training training = new Training(rws, model, guide, bars, options)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        arguments.print("%s", ExactNll.of(model, bars, Engine.fastest(), 2));
        arguments.print("entropy   %.4f nats, which no model is below", Bars.entropy(bars));
    }
}

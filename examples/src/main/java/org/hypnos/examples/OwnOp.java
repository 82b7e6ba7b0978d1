package org.hypnos.examples;

import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;

/**
 * A primitive of one's own: the sine, which tensors do not have, and its gradient.
 *
 * <p>A hand of a clock stands at z ~ N(0, 1), and its tip is seen at N((sin z, cos z), 0.1^2). A guide that learned from dreams
 * reads the clock; the posterior mean by importance sampling must be that of a sum over a fine grid of z. {@code OwnOpTest} runs
 * the laws of primitives on the sine.
 */
public final class OwnOp implements Example {
    /** sin(x). */
    public record Sine() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        /** By StrictMath, which gives the same bits on every machine. */
        @Override
        public void value(Output out, Tensor... in) {
            out.fill(i -> StrictMath.sin(in[0].get(i)));
        }

        /** d sin(x) / dx = cos(x) = sin(x + pi / 2). */
        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.mul(sine(in[0].add(Math.PI / 2)));
        }
    }

    static Tensor sine(Tensor x) {
        return Tensor.apply(new Sine(), x);
    }

    private static final double NOISE = 0.1;
    private static final double TRUE_Z = 1;

    @Override
    public String name() {
        return "own-op";
    }

    @Override
    public String about() {
        return "a primitive of your own: the sine, by which a clock is read";
    }

    @Override
    public void run(Arguments arguments) {
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(4), -2, -0.5, 0.1, 3);
        GradientCheck.Report check = GradientCheck.check(1, in -> sine(in[0]), x);
        arguments.print("gradient      %.9f, by differences %.9f", check.byTape(), check.byDifferences());

        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, arguments.seed());
        Program model = Program.of(theta, context -> {
            Tensor z = context.sample("z", new Normal(zero, zero.add(1)));
            context.sample("x", new Normal(sine(z), zero.add(NOISE)));
            context.sample("y", new Normal(sine(z.add(Math.PI / 2)), zero.add(NOISE)));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, arguments.seed());
        Mlp network = Mlp.create(phi::create, "network", Initializer.glorot(), Tensor::tanh, 2, 20, 2);
        Program guide = Program.of(phi, context -> {
            Tensor tip = Tensor.stack(-1, context.given("x"), context.given("y"));
            Tensor made = network.apply(context::param, tip);
            Tensor mean = made.slice(-1, 0, 1).reshape(context.given("x").shape());
            Tensor deviation =
                    made.slice(-1, 1, 2).reshape(context.given("x").shape()).softplus();
            context.sample("z", new Normal(mean, deviation.add(0.01)));
        });
        Dataset datum = Dataset.of(Map.of("x", number(Math.sin(TRUE_Z)), "y", number(Math.cos(TRUE_Z))));
        Map<String, String> options =
                Map.of("particles", "1", "insomnia", "0", "modelHasParameters", "false", "sleepParticles", "100");
        InferenceAlgorithm sleep = Inference.installed().create("rws", model, guide, options);
        int steps = arguments.steps(2_000);
        TrainingOptions choices = TrainingOptions.of(arguments.seed(), 1)
                .withOptimizer(Optimizer.adam(0.02).withRate(Schedule.cosine(0.02, steps)));
        try (Training training = new Training(sleep, model, guide, datum, choices)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        var sampling = new ImportanceSampling(model, guide, datum, 10_000, arguments.seed(), Engine.fastest(), 1);
        PosteriorExpectation posterior = PosteriorExpectation.ofSite(sampling, "z");
        arguments.print(
                "posterior mean %.4f +- %.4f, by a grid %.4f; the hand stands at %.4f",
                posterior.means().get(0), posterior.interval(0).halfWidth(), meanByGrid(), TRUE_Z);
    }

    private static Tensor number(double value) {
        return Tensor.of(DType.FLOAT64, Shape.of(1), value);
    }

    /** The sum of z p(z) p(x given z) p(y given z) by that without z. */
    static double meanByGrid() {
        double sum = 0;
        double weighted = 0;
        for (double z = -8; z < 8; z += 1e-3) {
            double right = Math.sin(z) - Math.sin(TRUE_Z);
            double up = Math.cos(z) - Math.cos(TRUE_Z);
            double density = Math.exp(-z * z / 2 - (right * right + up * up) / (2 * NOISE * NOISE));
            sum += density;
            weighted += z * density;
        }
        return weighted / sum;
    }
}

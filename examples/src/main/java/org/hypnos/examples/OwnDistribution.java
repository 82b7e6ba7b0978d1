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
 * A distribution of one's own: Rayleigh's, which is that of wind speeds, with draws through which gradients flow, moments and
 * quantiles.
 *
 * <p>Winds x ~ Rayleigh(sqrt(v)), whose v ~ InverseGamma(3, 4) changes from day to day. The posterior of v is known:
 * InverseGamma(3 + 1, 4 + x^2 / 2); the guide, an InverseGamma(a, b + c x^2), must find a, b and c. {@code OwnDistributionTest}
 * runs the laws of distributions on it.
 */
public final class OwnDistribution implements Example {
    /**
     * The length of a vector of two normal numbers of mean 0 and deviation {@code scale}.
     *
     * <p>log p(x) = log(x) - 2 log(scale) - x^2 / (2 scale^2), for positive x.
     *
     * @param scale positive, of the batch's shape
     */
    public record Rayleigh(Tensor scale) implements Reparameterized, Moments, Quantile {
        public Rayleigh {
            assert new Numbers.Positive().require("Rayleigh's scale", scale);
        }

        @Override
        public Shape batchShape() {
            return scale.shape();
        }

        @Override
        public Shape eventShape() {
            return Shape.SCALAR;
        }

        @Override
        public Support support() {
            return new Numbers.Positive();
        }

        @Override
        public Tensor logProb(Tensor value) {
            assert support().require("a value of Rayleigh", value);
            return value.max(0)
                    .log()
                    .sub(scale.log().mul(2))
                    .sub(value.div(scale).square().mul(0.5));
        }

        /** scale sqrt(-2 log u) with u uniform: the quantile at 1 - u. */
        @Override
        public Tensor rsample(RandomStream random, Shape sampleShape) {
            Tensor u = random.uniform(sampleShape.concat(batchShape()), scale.detach());
            return scale.mul(u.log().mul(-2).sqrt());
        }

        /** 1 - exp(-x^2 / (2 scale^2)), and 0 below zero. */
        @Override
        public Tensor cdf(Tensor value) {
            return value.max(0).div(scale).square().mul(-0.5).expm1().neg();
        }

        @Override
        public Tensor quantile(Tensor probability) {
            return scale.mul(probability.neg().log1p().mul(-2).sqrt());
        }

        /** scale sqrt(pi / 2). */
        @Override
        public Tensor mean() {
            return scale.mul(Math.sqrt(Math.PI / 2));
        }

        /** scale^2 (4 - pi) / 2. */
        @Override
        public Tensor variance() {
            return scale.square().mul((4 - Math.PI) / 2);
        }
    }

    @Override
    public String name() {
        return "own-distribution";
    }

    @Override
    public String about() {
        return "a distribution of your own: Rayleigh's, for winds whose strength has a prior";
    }

    @Override
    public void run(Arguments arguments) {
        Tensor three = Tensor.scalar(DType.FLOAT64, 3);
        Tensor four = Tensor.scalar(DType.FLOAT64, 4);
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, arguments.seed());
        Program model = Program.of(theta, context -> {
            Tensor v = context.sample("v", new InverseGamma(three, four));
            context.sample("x", new Rayleigh(v.sqrt()));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, arguments.seed());
        Monotone positive = new Monotone.Softplus();
        Constrained a = phi.create("a", Shape.SCALAR, Initializer.constant(1), positive);
        Constrained b = phi.create("b", Shape.SCALAR, Initializer.constant(1), positive);
        Constrained c = phi.create("c", Shape.SCALAR, Initializer.constant(1), positive);
        Program guide = Program.of(phi, context -> {
            Tensor scale = context.given("x").square().mul(context.param(c)).add(context.param(b));
            context.sample("v", new InverseGamma(context.param(a), scale));
        });
        Dataset winds = Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(3), 0.5, 1.5, 4)));
        Map<String, String> options =
                Map.of("particles", "1", "insomnia", "0", "modelHasParameters", "false", "sleepParticles", "100");
        InferenceAlgorithm sleep = Inference.installed().create("rws", model, guide, options);
        int steps = arguments.steps(3_000);
        TrainingOptions choices = TrainingOptions.of(arguments.seed(), 3)
                .withOptimizer(Optimizer.adam(0.03).withRate(Schedule.cosine(0.03, steps)));
        try (Training training = new Training(sleep, model, guide, winds, choices)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        arguments.print(
                "guide        InverseGamma(%.3f, %.3f + %.3f x^2)",
                a.value().item(), b.value().item(), c.value().item());
        arguments.print("closed form  InverseGamma(%.3f, %.3f + %.3f x^2)", 4.0, 4.0, 0.5);
        arguments.print(
                "%s",
                ImportanceNll.of(
                        new ImportanceSampling(model, guide, winds, 10_000, arguments.seed(), Engine.fastest(), 1)));
        arguments.print(
                "closed form %.4f", negativeLogEvidence(winds.values().get("x").toDoubles()));
    }

    /** p(x) = x 3 4^3 / (4 + x^2 / 2)^4, the integral over v. */
    static double negativeLogEvidence(double... winds) {
        double sum = 0;
        for (double x : winds) {
            sum -= Math.log(3 * Math.pow(4, 3) * x) - 4 * Math.log(4 + x * x / 2);
        }
        return sum / winds.length;
    }
}

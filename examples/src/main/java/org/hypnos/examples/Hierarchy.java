package org.hypnos.examples;

import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;

/**
 * Conditional inference in a hierarchy, as Edward has it: what all data share, beta, is drawn from a q(beta) that somebody else
 * learned, and given to model and guide, which learn the causes z_n of each datum.
 *
 * <p>The model: beta ~ N(prior, 1), z_n ~ N(beta, 1), x_n ~ N(z_n, 1), by their variances. With prior = 0 the exact posterior of
 * beta has precision 1 + N / 2, since x_n ~ N(beta, 2), and is q(beta) here. Then all that is learned is known too: the guide
 * must reach q(z given x, beta) = N(x / 2 + beta / 2, 1 / 2), and prior, which maximises E_q[log p(beta)], q(beta)'s mean.
 *
 * <p>A step sees B data of N. With the losses' sum times N/B it counts beta's own log-probability once and that of z and x as
 * often as the whole data set does: prior moves by rate * (prior - beta), whatever B and N are.
 */
public final class Hierarchy implements Example {
    private static final int DATA = 200;
    private static final int BATCH = 20;

    private final Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
    private final Tensor one = Tensor.scalar(DType.FLOAT64, 1);

    @Override
    public String name() {
        return "hierarchy";
    }

    @Override
    public String about() {
        return "conditional inference: causes of each datum given what all share, drawn from q(beta)";
    }

    @Override
    public void run(Arguments arguments) {
        long seed = arguments.seed();
        // Data of the model itself, whose beta is 1.5.
        Tensor noise =
                RandomStream.of(seed, 0, "data").normal(Shape.of(DATA), zero).mul(Math.sqrt(2));
        Dataset data = Dataset.of(Map.of("x", noise.add(1.5)));
        double mean = data.values().get("x").sum().item() / (DATA + 2);
        double deviation = Math.sqrt(2.0 / (DATA + 2));

        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, seed);
        Parameter prior = theta.create("prior", Shape.SCALAR, Initializer.zeros());
        Program model = Program.of(theta, context -> {
            Tensor beta = context.sampleGlobal("beta", new Normal(context.param(prior), one));
            Tensor z = context.sample("z", new Normal(beta, one));
            context.sample("x", new Normal(z, one));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, seed);
        Parameter ofX = phi.create("ofX", Shape.SCALAR, Initializer.zeros());
        Parameter ofBeta = phi.create("ofBeta", Shape.SCALAR, Initializer.zeros());
        Constrained spread = phi.create("spread", Shape.SCALAR, Initializer.constant(1), new Monotone.Softplus());
        Program guide = Program.of(phi, context -> {
            Tensor location = context.given("x")
                    .mul(context.param(ofX))
                    .add(context.given("beta").mul(context.param(ofBeta)));
            context.sample("z", new Normal(location, context.param(spread)));
        });
        Program ofAll = Program.of(
                new ParameterStore("all", DType.FLOAT64, seed),
                context -> context.sampleGlobal("beta", new Normal(zero.add(mean), zero.add(deviation))));

        Programs programs = Programs.of(model, guide).conditionOn(ofAll); // q(beta), drawn afresh for each sample
        InferenceAlgorithm ws = Inference.installed().create("ws", programs, Map.of("samples", "10"));
        int steps = arguments.steps(3_000);
        TrainingOptions options = TrainingOptions.of(seed, BATCH)
                .withReduction(Reduction.SUM_SCALED) // N/B times the sum over the batch
                .withOptimizers(
                        Optimizer.sgd(0.05).withRate(Schedule.cosine(0.05, steps)),
                        Optimizer.adam(0.02).withRate(Schedule.cosine(0.02, steps)));
        try (Training training = new Training(ws, programs, data, options)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        arguments.print("                 x        beta     spread   prior");
        arguments.print(
                "learned       %8.4f %8.4f %8.4f %8.4f",
                ofX.value().item(),
                ofBeta.value().item(),
                spread.value().item(),
                prior.value().item());
        arguments.print("closed form   %8.4f %8.4f %8.4f %8.4f", 0.5, 0.5, Math.sqrt(0.5), mean);
    }
}

package org.hypnos.examples;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.Digits;
import org.hypnos.core.training.*;
import org.hypnos.distributions.*;
import org.hypnos.distributions.layers.*;

/**
 * Images with real causes z ~ N(0, I) by wake-sleep, whose two phases stand here step by step: a decoder makes the pixels'
 * logits from z, and an encoder the mean and covariance of q(z given x).
 *
 * <p>No gradient flows through a draw of z, so that this is not a variational autoencoder; it must still find more in digits
 * than how often each pixel is on. Two causes make a plane, whose picture shows what the decoder writes at each place.
 */
public final class GaussianLatents implements Example {
    public static final int PIXELS = 28 * 28;

    private static final int HIDDEN = 200;
    private static final int DRAWS = 5;
    private static final int GRID = 15;

    /** What the guide knows of the causes' covariance given an image. */
    public enum Covariance {
        DIAGONAL,
        FULL
    }

    /** A model and its guide in FLOAT32, with one hidden layer each. */
    public static Programs of(Covariance covariance, int causes, long seed) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, seed);
        Mlp decoder = Mlp.create(theta::create, "decoder", Initializer.glorot(), Tensor::tanh, causes, HIDDEN, PIXELS);
        Tensor zeros = Tensor.zeros(DType.FLOAT32, Shape.of(causes));
        Tensor ones = Tensor.full(DType.FLOAT32, Shape.of(causes), 1);
        Program model = Program.of(theta, context -> {
            Tensor z = context.sample("z", new Normal(zeros, ones).toEvent(1));
            context.sample("x", new Bernoulli(decoder.apply(context::param, z)).toEvent(1));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, seed);
        Layer encoder = encoder(phi, covariance, causes);
        Program guide =
                Program.of(phi, context -> context.sample("z", encoder.given(context::param, context.given("x"))));
        return Programs.of(model, guide);
    }

    private static Layer encoder(ParameterStore phi, Covariance covariance, int causes) {
        Monotone positive = new Monotone.Softplus();
        return switch (covariance) {
            case DIAGONAL -> new DiagonalGaussian(encoder(phi, 2 * causes), positive);
            case FULL -> new FullGaussian(encoder(phi, causes * (causes + 3) / 2), new LowerCholesky(positive));
        };
    }

    /** Of small weights, so that the guide begins with causes that are all but independent. */
    private static Mlp encoder(ParameterStore phi, int outputs) {
        return Mlp.create(phi::create, "encoder", Initializer.normal(0.02), Tensor::tanh, PIXELS, HIDDEN, outputs);
    }

    /** Wake: z_s ~ q(z given x) for a datum x, and a step of theta down -(1/S) sum_s log p(x, z_s). */
    static Losses wake(Programs programs, Tracer tracer, Batch batch) {
        Trace q = tracer.copies(DRAWS).constant().trace(programs.guide(), batch.values());
        Trace p = tracer.copies(DRAWS).score(programs.model(), q.values());
        return Losses.none().theta(p.logProb().mean(0).neg(), p);
    }

    /** Sleep: a dream (z'_s, x'_s) ~ p, and a step of phi down -(1/S) sum_s log q(z'_s given x'_s). */
    static Losses sleep(Programs programs, Tracer tracer, Batch batch) {
        Trace dream = tracer.copies(DRAWS).constant().trace(programs.model(), batch.inputs());
        Trace q = tracer.copies(DRAWS).score(programs.guide(), dream.values());
        return Losses.none().phi(q.logProb().mean(0).neg(), q);
    }

    /** Both phases in every step; what the plugin {@code ws} does with 5 samples, to the bit. */
    static InferenceAlgorithm wakeSleep(Programs programs) {
        return () -> ImmutableList.of(
                Phase.always("wake", (tracer, batch) -> wake(programs, tracer, batch)),
                Phase.always("sleep", (tracer, batch) -> sleep(programs, tracer, batch)));
    }

    /**
     * The NLL in nats of the images {@code test} by pixels that know nothing of each other: each is on as often as in {@code
     * train}, to which one image of each colour is added.
     */
    public static double independentNll(Dataset train, Dataset test) {
        Tensor on = train.values().get("x").sum(0).add(1).div(train.size() + 2.0);
        Tensor logits = on.log().sub(on.neg().add(1).log());
        Bernoulli pixels = new Bernoulli(logits);
        return -pixels.toEvent(1).logProb(test.values().get("x")).mean().item();
    }

    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public String about() {
        return "digits with real causes, wake and sleep step by step, and a picture of the latent plane";
    }

    @Override
    public void run(Arguments arguments) throws IOException {
        Programs programs = of(Covariance.FULL, 2, arguments.seed());
        Dataset train = Digits.of(1, Digits.Split.TRAIN).binary();
        Dataset test = Dataset.of(Map.of(
                "x", Digits.of(1, Digits.Split.TEST).binary().values().get("x").slice(0, 0, 200)));
        int steps = arguments.steps(2_000);
        TrainingOptions options = TrainingOptions.of(arguments.seed(), 100).withOptimizer(Optimizer.adam(2e-3));
        try (Training training = new Training(wakeSleep(programs), programs, train, options)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        var sampling = new ImportanceSampling(
                programs.model(), programs.guide(), test, 50, arguments.seed(), Engine.fastest(), 2);
        arguments.print("%s", Elbo.of(sampling));
        arguments.print("%s", ImportanceNll.of(sampling));
        arguments.print("independent pixels          %.3f nats", independentNll(train, test));
        arguments.picture("latent-plane.png", plane(programs.model()));
    }

    /** The pixels' probabilities on a grid of z, whose lines have equal probability between them, [225, 784]. */
    private static Tensor plane(Program model) {
        double[] z = new double[GRID * GRID * 2];
        Tensor probabilities = Tensor.of(
                DType.FLOAT64,
                Shape.of(GRID),
                IntStream.range(0, GRID).mapToDouble(i -> (i + 0.5) / GRID).toArray());
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        double[] lines = new Normal(zero, zero.add(1)).quantile(probabilities).toDoubles();
        for (int i = 0; i < GRID * GRID; i++) {
            z[2 * i] = lines[i % GRID];
            z[2 * i + 1] = lines[GRID - 1 - i / GRID];
        }
        Dataset grid = Dataset.of(Map.of("z", Tensor.of(DType.FLOAT32, Shape.of(GRID * GRID, 2), z)));
        Tracer tracer = Tracer.of(new Tracer.Address(0, 0, "plane"), Workspace.HEAP, GRID * GRID);
        Trace written = tracer.trace(model, grid.values());
        Tensor mean = ((Moments) written.sites().get("x").distribution()).mean();
        return mean.reshape(Shape.of(GRID * GRID, PIXELS));
    }
}

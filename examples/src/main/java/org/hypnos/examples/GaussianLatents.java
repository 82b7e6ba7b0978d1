package org.hypnos.examples;

import java.util.Locale;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.io.Digits;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.LowerCholesky;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.layers.DiagonalGaussian;
import org.hypnos.distributions.layers.FullGaussian;
import org.hypnos.distributions.layers.Layer;

/** Images with 20 real causes, z ~ N(0, I), and a guide whose networks give their mean and covariance. */
public final class GaussianLatents {
    public static final int PIXELS = 28 * 28;

    private static final int CAUSES = 20;
    private static final int HIDDEN = 200;

    /** What the guide knows of the causes' covariance given an image. */
    public enum Covariance {
        DIAGONAL,
        FULL
    }

    private GaussianLatents() {}

    /** A model and its guide in FLOAT32, with one hidden layer each. */
    public static Programs of(Covariance covariance, long seed) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, seed);
        Mlp decoder = Mlp.create(theta::create, "decoder", Initializer.glorot(), Tensor::tanh, CAUSES, HIDDEN, PIXELS);
        Tensor zeros = Tensor.zeros(DType.FLOAT32, Shape.of(CAUSES));
        Tensor ones = Tensor.full(DType.FLOAT32, Shape.of(CAUSES), 1);
        Program model = Program.of(theta, context -> {
            Tensor z = context.sample("z", new Normal(zeros, ones).toEvent(1));
            context.sample("x", new Bernoulli(decoder.apply(context::param, z)).toEvent(1));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, seed);
        Layer encoder = encoder(phi, covariance);
        Program guide =
                Program.of(phi, context -> context.sample("z", encoder.given(context::param, context.given("x"))));
        return Programs.of(model, guide);
    }

    private static Layer encoder(ParameterStore phi, Covariance covariance) {
        Monotone positive = new Monotone.Softplus();
        return switch (covariance) {
            case DIAGONAL -> new DiagonalGaussian(encoder(phi, 2 * CAUSES), positive);
            case FULL -> new FullGaussian(encoder(phi, CAUSES * (CAUSES + 3) / 2), new LowerCholesky(positive));
        };
    }

    /** Of small weights, so that the guide begins with causes that are all but independent. */
    private static Mlp encoder(ParameterStore phi, int outputs) {
        return Mlp.create(phi::create, "encoder", Initializer.normal(0.02), Tensor::tanh, PIXELS, HIDDEN, outputs);
    }

    /**
     * The NLL in nats of the images {@code test} by pixels that know nothing of each other: each is on as often as in {@code
     * train}, to which one image of each colour is added.
     */
    public static double independentNll(Dataset train, Dataset test) {
        Tensor on = train.values().get("x").sum(0).add(1).div(train.size() + 2.0);
        Tensor logits = on.log().sub(on.neg().add(1).log());
        return -new Bernoulli(logits)
                .toEvent(1)
                .logProb(test.values().get("x"))
                .mean()
                .item();
    }

    /** Trains by wake-sleep with 5 draws an image, for as many steps as the first argument says, and prints the NLL. */
    public static void main(String[] arguments) {
        int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
        Programs programs = of(Covariance.FULL, 1);
        InferenceAlgorithm ws = Inference.installed().create("ws", programs, Map.of("samples", "5"));
        TrainingOptions options = TrainingOptions.of(1, 100);
        Dataset train = Digits.of(1, Digits.Split.TRAIN).binary();
        Dataset test = Digits.of(1, Digits.Split.TEST).binary();
        try (Training training = new Training(ws, programs, train, options)) {
            for (int step = 0; step < steps; step++) {
                var report = training.update();
                if (step % 200 == 199) {
                    System.out.println(report);
                }
            }
        }
        System.out.println(ImportanceNll.of(
                new ImportanceSampling(programs.model(), programs.guide(), test, 200, 1, Engine.fastest(), 2)));
        System.out.printf(Locale.ROOT, "independent pixels %.4f nats%n", independentNll(train, test));
    }
}

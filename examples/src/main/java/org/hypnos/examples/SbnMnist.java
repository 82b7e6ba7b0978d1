package org.hypnos.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.*;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.*;
import org.hypnos.core.training.*;
import org.hypnos.distributions.Moments;
import org.hypnos.distributions.layers.*;

/**
 * The five-layer sigmoid belief network of the talk on reweighted wake-sleep, 10-100-200-300-400-784, on digits in black and
 * white: those of a folder, binarized MNIST say, or generated ones.
 *
 * <p>In full, with 10 particles, this network's test NLL on binarized MNIST is about 85.5 nats (Bornschein and Bengio 2015). The
 * few steps here must bring it below pixels that know nothing of each other; hours bring it on. The pictures show the
 * pixels' probabilities in dreams, and what the first units of the layer above the pixels turn on.
 */
public final class SbnMnist implements Example {
    private static final int PIXELS = 28 * 28;
    private static final List<Integer> UNITS = List.of(PIXELS, 400, 300, 200, 100, 10);
    private static final List<String> SITES = List.of("x", "h1", "h2", "h3", "h4", "h5");
    private static final int TOP = UNITS.size() - 1;

    /** Model and guide, and the weights from h1 to the pixels, [400, 784]. */
    private record Network(Programs programs, Parameter filters) {
        static Network of(long seed) {
            ParameterStore theta = new ParameterStore("model", DType.FLOAT32, seed);
            ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, seed);
            TopLayer top = SigmoidBelief.Top.create(theta::create, SITES.get(TOP), UNITS.get(TOP));
            List<SigmoidBelief> down = new ArrayList<>(); // down.get(i) makes layer i of the one above
            List<SigmoidBelief> up = new ArrayList<>(); // up.get(i) makes layer i + 1 of the one below
            for (int i = 0; i < TOP; i++) {
                down.add(SigmoidBelief.create(theta::create, SITES.get(i), UNITS.get(i + 1), UNITS.get(i)));
                up.add(SigmoidBelief.create(phi::create, SITES.get(i + 1), UNITS.get(i), UNITS.get(i + 1)));
            }
            Program model = Program.of(theta, context -> {
                // p(h5) p(h4 given h5) ... p(x given h1)
                Tensor above = context.sample(SITES.get(TOP), top.distribution(context::param));
                for (int i = TOP - 1; i >= 0; i--) {
                    above = context.sample(SITES.get(i), down.get(i).given(context::param, above));
                }
            });
            Program guide = Program.of(phi, context -> {
                // q(h1 given x) q(h2 given h1) ... q(h5 given h4)
                Tensor below = context.given("x");
                for (int i = 0; i < TOP; i++) {
                    below = context.sample(SITES.get(i + 1), up.get(i).given(context::param, below));
                }
            });
            return new Network(Programs.of(model, guide), down.get(0).logits().weight());
        }
    }

    @Override
    public String name() {
        return "sbn-mnist";
    }

    @Override
    public String about() {
        return "the five-layer network of the talk on RWS, on generated digits or those of a folder (--data)";
    }

    @Override
    public boolean readsData() {
        return true;
    }

    @Override
    public void run(Arguments arguments) throws IOException {
        Dataset train = images(arguments, "train-images-idx3-ubyte", Digits.Split.TRAIN);
        Dataset valid = images(arguments, "valid-images-idx3-ubyte", Digits.Split.VALID);
        Dataset few = Dataset.of(Map.of("x", valid.values().get("x").slice(0, 0, Math.min(200, valid.size()))));
        Network network = Network.of(arguments.seed());
        Programs programs = network.programs();
        InferenceAlgorithm rws = Inference.installed()
                .create("rws", programs, Map.of("particles", "10", "insomnia", "0.5", "sleepParticles", "1"));
        int steps = arguments.steps(1_000);
        Optimizer adam = Optimizer.adam(0.02).withRate(Schedule.cosine(0.02, steps));
        TrainingOptions options = TrainingOptions.of(arguments.seed(), 100).withOptimizer(adam);
        try (Training training = new Training(rws, programs, train, options)) {
            training.run(Initialization.ALL, steps, arguments.progress(steps));
        }
        arguments.print(
                "%s",
                ImportanceNll.of(new ImportanceSampling(
                        programs.model(), programs.guide(), few, 100, arguments.seed(), Engine.fastest(), 2)));
        arguments.print("independent pixels          %.3f nats", GaussianLatents.independentNll(train, few));

        Tracer tracer = Tracer.of(new Tracer.Address(arguments.seed(), 0, "fantasies"), Workspace.HEAP, 100);
        Trace dream = tracer.trace(programs.model(), Map.of());
        Tensor pixels = ((Moments) dream.sites().get("x").distribution()).mean();
        arguments.picture("fantasies.png", pixels.reshape(Shape.of(100, PIXELS)));
        arguments.picture(
                "filters.png", network.filters().value().slice(0, 0, 100).sigmoid());
    }

    /**
     * Images of {@code file}, or of the same gzipped, in the folder that was given, black where a pixel is below a half; or
     * else generated ones.
     */
    private static Dataset images(Arguments arguments, String file, Digits.Split otherwise) throws IOException {
        if (arguments.data().isEmpty()) {
            return Digits.of(1, otherwise).binary();
        }
        Path folder = arguments.data().get();
        Tensor images = Idx.readImages(Idx.find(folder, file).orElse(folder.resolve(file))); // [count, rows, columns]
        Tensor flat =
                images.reshape(Shape.of(images.shape().dim(0), images.shape().stride(0)));
        return Dataset.of(Map.of("x", flat.greater(flat.constant(0.5))));
    }
}

package org.hypnos.testkit;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;

/** A Helmholtz machine of 3 causes and 8 pixels, of which everything can be enumerated. */
final class SmallHelmholtz {
    static final int CAUSES = 3;
    static final int PIXELS = 8;

    private static final double[][] IMAGES = {
        {1, 1, 0, 1, 0, 0, 1, 0},
        {0, 1, 1, 0, 0, 1, 0, 0},
        {0, 0, 0, 0, 0, 0, 0, 0},
        {1, 0, 1, 1, 1, 0, 1, 1},
        {0, 0, 1, 0, 0, 1, 1, 0},
        {1, 1, 1, 1, 1, 1, 1, 1},
        {0, 1, 0, 0, 1, 0, 0, 1},
    };

    private final ParameterStore theta;
    private final ParameterStore phi;
    private final Program model;
    private final Program guide;

    SmallHelmholtz(DType ofModel, DType ofGuide) {
        theta = new ParameterStore("model", ofModel, 1);
        phi = new ParameterStore("guide", ofGuide, 1);
        Parameter prior = theta.create("prior", Shape.of(CAUSES), numbers(0.35, -0.6, 0.1));
        Linear down = new Linear(
                theta.create(
                        "down/weight",
                        Shape.of(CAUSES, PIXELS),
                        numbers(
                                1.3, 0.9, -0.8, 0.4, -0.3, -1.1, 0.7, 0.2, -0.6, 0.5, 1.2, -0.9, 0.1, 1.0, -0.4, -0.7,
                                0.3, -1.2, 0.6, 0.8, 1.1, -0.2, 0.9, 1.4)),
                theta.create("down/bias", Shape.of(PIXELS), numbers(-0.3, 0.2, -0.1, -0.4, -0.6, 0.1, -0.2, -0.5)));
        Linear up = new Linear(
                phi.create(
                        "up/weight",
                        Shape.of(PIXELS, CAUSES),
                        numbers(
                                0.6, -0.4, 0.1, 0.5, 0.2, -0.7, -0.3, 0.8, 0.4, 0.2, -0.5, 0.3, -0.1, 0.0, 0.6, -0.6,
                                0.7, -0.2, 0.3, -0.3, 0.5, 0.1, -0.4, 0.7)),
                phi.create("up/bias", Shape.of(CAUSES), numbers(-0.2, 0.1, -0.3)));
        model = Program.of(theta, context -> {
            Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
            context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
        });
        guide = Program.of(phi, context -> {
            Tensor logits = up.apply(context::param, context.given("x"));
            context.sample("h", new Bernoulli(logits).toEvent(1));
        });
    }

    /** In FLOAT64. */
    SmallHelmholtz() {
        this(DType.FLOAT64, DType.FLOAT64);
    }

    private static Initializer numbers(double... numbers) {
        return (random, dtype, shape) -> Tensor.of(dtype, shape, numbers);
    }

    Program model() {
        return model;
    }

    Program guide() {
        return guide;
    }

    Programs programs() {
        return Programs.of(model, guide);
    }

    /** Seven images. */
    static Dataset images() {
        double[] pixels = new double[IMAGES.length * PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = IMAGES[i / PIXELS][i % PIXELS];
        }
        return Dataset.of(ImmutableMap.of("x", Tensor.of(DType.FLOAT64, Shape.of(IMAGES.length, PIXELS), pixels)));
    }

    /** The first image, {@code count} times. */
    static Dataset firstImage(int count) {
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(1, PIXELS), IMAGES[0]);
        return Dataset.of(ImmutableMap.of("x", x.broadcastTo(Shape.of(count, PIXELS))));
    }

    /** The log-probabilities of all that can be, recorded on {@code tape}. */
    Enumeration enumeration(Tape tape) {
        int causes = 1 << CAUSES;
        int images = 1 << PIXELS;
        ImmutableMap<String, Tensor> ofFirst = ImmutableMap.of(
                "x", firstImage(1).values().get("x"), "h", states(CAUSES).reshape(Shape.of(causes, 1, CAUSES)));
        Tensor all = states(CAUSES + PIXELS);
        ImmutableMap<String, Tensor> dreams = ImmutableMap.of(
                "h", all.slice(1, 0, CAUSES).reshape(Shape.of(causes * images, 1, CAUSES)),
                "x", all.slice(1, CAUSES, CAUSES + PIXELS).reshape(Shape.of(causes * images, 1, PIXELS)));
        return new Enumeration(
                logProbs(tape, model, ofFirst, causes),
                logProbs(tape, guide, ofFirst, causes),
                logProbs(tape, model, dreams, causes * images),
                logProbs(tape, guide, dreams, causes * images));
    }

    private static Tensor logProbs(Tape tape, Program program, ImmutableMap<String, Tensor> values, int particles) {
        return Tracer.of(new Tracer.Address(0, 0, "enumerate"), Workspace.HEAP, 1)
                .copies(particles)
                .recording(tape)
                .score(program, values)
                .logProb()
                .reshape(Shape.of(particles));
    }

    /** All states of {@code units} binary units, the first one changing slowest: [2^units, units]. */
    private static Tensor states(int units) {
        double[] bits = new double[(1 << units) * units];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ((i / units) >> (units - 1 - i % units)) & 1;
        }
        return Tensor.of(DType.FLOAT64, Shape.of(1 << units, units), bits);
    }
}

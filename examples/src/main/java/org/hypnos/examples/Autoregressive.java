package org.hypnos.examples;

import java.util.Map;
import org.hypnos.autodiff.*;
import org.hypnos.autodiff.layers.*;
import org.hypnos.core.*;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.inference.*;
import org.hypnos.core.io.Bars;
import org.hypnos.core.training.*;
import org.hypnos.distributions.layers.*;

/**
 * NADE and DARN as layers of model and guide (Bornschein and Bengio 2015): units that see those before them, by a hidden layer
 * (Larochelle and Murray 2011) or by weights (Gregor, Danihelka, Mnih, Blundell, Wierstra 2014).
 *
 * <p>Six causes cannot tell ten bars apart, so that a sigmoid belief network of that size is far from the images' entropy.
 * With layers that know more of their own structure the same six causes must do better.
 */
public final class Autoregressive implements Example {
    private static final int PIXELS = 25;
    private static final int CAUSES = 6;
    private static final int HIDDEN = 20;

    /** A kind of layers, of which model and guide are made. */
    enum Kind {
        SBN,
        DARN,
        NADE;

        /** Units that depend on no other layer. */
        TopLayer top(Linear.Maker maker, String name, int units) {
            return switch (this) {
                case SBN -> SigmoidBelief.Top.create(maker, name, units);
                case DARN -> AutoregressiveSigmoidBelief.Top.create(maker, name, units);
                case NADE -> Nade.Top.create(maker, name, HIDDEN, units);
            };
        }

        /** Units given those of another layer. */
        Layer layer(Linear.Maker maker, String name, int above, int units) {
            return switch (this) {
                case SBN -> SigmoidBelief.create(maker, name, above, units);
                case DARN -> AutoregressiveSigmoidBelief.create(maker, name, above, units);
                case NADE -> Nade.create(maker, name, above, HIDDEN, units);
            };
        }
    }

    @Override
    public String name() {
        return "nade";
    }

    @Override
    public String about() {
        return "NADE and DARN as layers of model and guide, against a sigmoid belief network of equal size";
    }

    static Programs programs(Kind kind, long seed) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, seed);
        TopLayer top = kind.top(theta::create, "h", CAUSES);
        Layer down = kind.layer(theta::create, "x", CAUSES, PIXELS);
        Program model = Program.of(theta, context -> {
            // p(h) = prod_j p(h_j given h_1, ..., h_{j-1}), p(x given h) likewise; an SBN's units see no other of their
            // layer
            Tensor h = context.sample("h", top.distribution(context::param));
            context.sample("x", down.given(context::param, h));
        });
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, seed);
        Layer up = kind.layer(phi::create, "h", PIXELS, CAUSES);
        Program guide = Program.of(phi, context -> context.sample("h", up.given(context::param, context.given("x"))));
        return Programs.of(model, guide);
    }

    @Override
    public void run(Arguments arguments) {
        Dataset bars = Bars.fiveByFive();
        for (Kind kind : Kind.values()) {
            Programs programs = programs(kind, arguments.seed());
            InferenceAlgorithm rws =
                    Inference.installed().create("rws", programs, Map.of("particles", "10", "insomnia", "0.5"));
            int steps = arguments.steps(4_000);
            TrainingOptions options = TrainingOptions.of(arguments.seed(), 100)
                    .withOptimizer(Optimizer.adam(0.02).withRate(Schedule.cosine(0.02, steps)));
            try (Training training = new Training(rws, programs, bars, options)) {
                training.run(Initialization.ALL, steps, arguments.progress(steps));
            }
            arguments.print("%-8s %s", kind, ExactNll.of(programs.model(), bars, Engine.fastest(), 1));
        }
        arguments.print("entropy  %.4f nats, which no model is below", Bars.entropy(bars));
    }
}

package org.hypnos.examples.benchmarks;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Normal;

/**
 * The smallest continuous pair, one datum a step: z ~ N(m, 1), x ~ N(z, 1), and the guide N(a x + b, 1/2) with the true
 * posterior's variance. What a step costs beside its mathematics.
 */
public final class GaussianWorkload {
    /** K. */
    public static final int PARTICLES = 10;

    private GaussianWorkload() {}

    /** A training by reweighted wake-sleep, which stands before its first step. */
    public static Training training() {
        Program model = model();
        Program guide = guide();
        Map<String, String> options =
                Map.of("particles", Integer.toString(PARTICLES), "insomnia", "0.5", "sleepParticles", "1");
        InferenceAlgorithm rws = Inference.installed().create("rws", model, guide, options);
        Dataset data = Dataset.of(Map.of("x", Tensor.of(Shape.of(4), -0.5f, 2, 1, 0.3f)));
        return new Training(rws, model, guide, data, TrainingOptions.of(1, 1).withThreads(1));
    }

    private static Program model() {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, 1);
        Parameter mean = theta.create("m", Shape.SCALAR, Initializer.zeros());
        return Program.of(theta, context -> {
            Tensor z = context.sample("z", new Normal(context.param(mean), number(1)));
            context.sample("x", new Normal(z, number(1)));
        });
    }

    private static Program guide() {
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, 1);
        Parameter slope = phi.create("a", Shape.SCALAR, Initializer.zeros());
        Parameter offset = phi.create("b", Shape.SCALAR, Initializer.zeros());
        return Program.of(phi, context -> {
            Tensor location = context.given("x").mul(context.param(slope)).add(context.param(offset));
            context.sample("z", new Normal(location, number(Math.sqrt(0.5))));
        });
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT32, value);
    }
}

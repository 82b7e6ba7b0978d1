package org.hypnos.inference.rws;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.distributions.Bernoulli;

/** A Helmholtz machine of 3 causes and 8 pixels with given numbers, small enough to enumerate everything about it. */
final class SimpleHelmholtz {
    static final int CAUSES = 3;
    static final int PIXELS = 8;

    private final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 0);
    private final ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 0);

    final Parameter prior = theta.create("prior", Shape.of(CAUSES), numbers(0.2, -0.2, 0.0));
    final Linear down = new Linear(
            theta.create(
                    "down/weight",
                    Shape.of(CAUSES, PIXELS),
                    numbers(
                            1.0, -0.3, 0.6, -0.7, 0.4, 0.1, -0.2, 0.5, -0.5, 0.8, 0.1, 0.2, -0.9, 0.2, 0.3, 0.0, 0.2,
                            -0.1, 0.0, 0.3, 0.5, -0.4, 0.7, -0.6)),
            theta.create("down/bias", Shape.of(PIXELS), numbers(0.0, 0.1, -0.2, 0.0, 0.2, 0.0, -0.1, 0.0)));
    final Linear up = new Linear(
            phi.create(
                    "up/weight",
                    Shape.of(PIXELS, CAUSES),
                    numbers(
                            0.5, -0.2, 0.1, -0.3, 0.6, 0.2, 0.7, -0.1, 0.0, -0.1, 0.3, -0.4, 0.2, -0.5, 0.3, 0.0, 0.1,
                            -0.2, -0.4, 0.2, 0.5, 0.1, -0.3, 0.1)),
            phi.create("up/bias", Shape.of(CAUSES), numbers(0.0, 0.1, -0.1)));

    final Program model = Program.of(theta, context -> {
        Tensor h = context.sample("h", new Bernoulli(context.param(prior)).toEvent(1));
        context.sample("x", new Bernoulli(down.apply(context::param, h)).toEvent(1));
    });
    final Program guide = Program.of(
            phi,
            context -> context.sample("h", new Bernoulli(up.apply(context::param, context.given("x"))).toEvent(1)));

    /** The image that all figures are about. */
    static Tensor x() {
        return Tensor.of(DType.FLOAT64, Shape.of(1, PIXELS), 1, 0, 1, 0, 1, 0, 0, 1);
    }

    /** All states of {@code units} binary units, the first unit changing slowest: [2^units, units]. */
    static Tensor states(int units) {
        double[] bits = new double[(1 << units) * units];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ((i / units) >> (units - 1 - i % units)) & 1;
        }
        return Tensor.of(DType.FLOAT64, Shape.of(1 << units, units), bits);
    }

    private static Initializer numbers(double... numbers) {
        return (random, dtype, shape) -> Tensor.of(dtype, shape, numbers);
    }
}

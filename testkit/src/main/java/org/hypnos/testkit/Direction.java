package org.hypnos.testkit;

import java.util.function.Function;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** A random direction of all parameters of a trial. */
record Direction(Trial trial) {
    private static final double STEP = 1e-3;

    /** The derivative along it, by differences: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12 h. */
    Tensor slope(Function<Distribution, Tensor> f) {
        Tensor near = at(STEP, f).sub(at(-STEP, f));
        Tensor far = at(2 * STEP, f).sub(at(-2 * STEP, f));
        return near.mul(8).sub(far).div(12 * STEP);
    }

    private Tensor at(double distance, Function<Distribution, Tensor> f) {
        RandomStream random = RandomStream.of(trial.key(), 0, "direction");
        Tensor[] moved = trial.parameters().stream()
                .map(parameter -> random.normal(parameter.shape(), parameter)
                        .mul(distance)
                        .add(parameter))
                .toArray(Tensor[]::new);
        return f.apply(trial.distribution(moved));
    }
}

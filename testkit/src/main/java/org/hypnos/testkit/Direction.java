package org.hypnos.testkit;

import java.util.function.Function;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** A random direction of all parameters of a trial. */
record Direction(Trial trial) {
    private static final double STEP = 1e-3;

    /** The derivative of {@code f} along it. */
    Tensor slope(Function<Distribution, Tensor> f) {
        return Differences.slope(STEP, distance -> f.apply(moved(distance)));
    }

    /** The distribution whose parameters are moved along it. */
    Distribution moved(double distance) {
        RandomStream random = RandomStream.of(trial.key(), 0, "direction");
        Tensor[] moved = trial.parameters().stream()
                .map(parameter -> random.normal(parameter.shape(), parameter)
                        .mul(distance)
                        .add(parameter))
                .toArray(Tensor[]::new);
        return trial.distribution(moved);
    }
}

package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Means over draws, with their standard errors. */
record Estimate(Tensor mean, Tensor standardError) {
    /** Of {@code draws} along the first axis. */
    static Estimate ofMean(Tensor draws) {
        int n = draws.shape().dim(0);
        Tensor mean = draws.mean(0);
        Tensor variance = draws.sub(mean).square().sum(0).div(n - 1.0);
        return new Estimate(mean, variance.div(n).sqrt());
    }

    Estimate minus(Estimate other) {
        return new Estimate(
                mean.sub(other.mean),
                standardError.square().add(other.standardError.square()).sqrt());
    }

    void requireZero(String what) {
        requireNear(what, mean.filled(mean.shape(), 0));
    }

    /** What is not finite is not compared. */
    void requireNear(String what, Tensor expected) {
        Shape shape = mean.shape();
        assertThat(expected.shape()).as("shape of the expected %s", what).isEqualTo(shape);
        for (int i = 0; i < shape.size(); i++) {
            double rounding = 1e-9 * Math.max(1, Math.abs(expected.get(i)));
            if (Double.isFinite(expected.get(i))) {
                assertThat(Math.abs(mean.get(i) - expected.get(i)))
                        .as(
                                "distance of %s %s at %s from %s",
                                what, mean.get(i), Arrays.toString(shape.index(i)), expected.get(i))
                        .isLessThanOrEqualTo(FalseAlarm.standardErrors() * standardError.get(i) + rounding);
            }
        }
    }
}

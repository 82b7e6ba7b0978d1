package org.hypnos.testkit;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Tensor;

/**
 * tanh(w . x + bias), a smooth function in [-1, 1] of an event's numbers.
 *
 * @param w of the event's shape
 */
record TestFunction(Tensor w, Tensor bias) {
    /** With normal w and bias, those number {@code index} for the trial. */
    static TestFunction of(Trial trial, int index) {
        RandomStream random = RandomStream.of(trial.key(), index, "test function");
        Tensor like = Tensor.scalar(DType.FLOAT64, 0);
        Tensor w = random.normal(trial.distribution().eventShape(), like);
        return new TestFunction(w, random.normal(like.shape(), like));
    }

    /** For each event of {@code x}. */
    Tensor of(Tensor x) {
        return x.mul(w).sumLast(w.shape().rank()).add(bias).tanh();
    }
}

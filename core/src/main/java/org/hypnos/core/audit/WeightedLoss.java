package org.hypnos.core.audit;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.ImmutableDoubleArray;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;

/**
 * A weighted sum of losses and its gradient.
 *
 * @param nats the sum
 * @param gradient for all parameters of one side, one after the other
 */
record WeightedLoss(double nats, ImmutableDoubleArray gradient) {
    /** As training has it, a loss of +infinity has no gradient; one of weight 0 does not count at all. */
    static WeightedLoss of(Tape tape, Tensor losses, double[] weights, ParameterStore parameters) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] == 0 ? 0 : weights[i] * losses.get(i);
        }
        Tensor infinite = losses.detach().equal(losses.constant(Double.POSITIVE_INFINITY));
        Tensor finite = infinite.where(losses.constant(0), losses);
        Tensor seed = finite.filled(finite.shape(), 0).add(Tensor.of(finite.dtype(), finite.shape(), weights));
        Gradients gradients = tape.gradients(finite, seed);
        return new WeightedLoss(
                sum,
                ImmutableDoubleArray.copyOf(Doubles.concat(parameters.asList().stream()
                        .map(parameter -> gradients.of(parameter).toDoubles())
                        .toArray(double[][]::new))));
    }

    WeightedLoss plus(WeightedLoss other) {
        return new WeightedLoss(nats + other.nats, Vectors.sum(gradient, other.gradient));
    }
}

package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A distribution of single numbers, whose batch's shape is what the shapes of its parameters broadcast to. */
public interface Univariate extends Distribution {
    /** {@return the parameters in the constructor's order} */
    ImmutableList<Tensor> parameters();

    @Override
    default Shape batchShape() {
        Shape joint = Shape.SCALAR;
        for (Tensor parameter : parameters()) {
            joint = joint.broadcast(parameter.shape());
        }
        return joint;
    }

    @Override
    default Shape eventShape() {
        return Shape.SCALAR;
    }
}

package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A distribution whose draws are a differentiable function of its parameters. */
public interface Reparameterized extends Distribution {
    /** Draws through which gradients flow to the parameters. */
    Tensor rsample(RandomStream random, Shape sampleShape);

    @Override
    default Tensor sample(RandomStream random, Shape sampleShape) {
        return rsample(random, sampleShape).detach();
    }
}

package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A distribution whose draws are a differentiable function of its parameters. */
public interface Reparameterized extends Distribution {
    /**
     * {@return draws through which gradients flow to the parameters}
     *
     * @param random as {@link #sample} takes it
     * @param sampleShape as {@link #sample} takes it
     */
    Tensor rsample(RandomStream random, Shape sampleShape);

    @Override
    default Tensor sample(RandomStream random, Shape sampleShape) {
        return rsample(random, sampleShape).detach();
    }
}

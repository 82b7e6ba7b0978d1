package org.hypnos.distributions;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A distribution with the draws of another one, and what follows for its capabilities. */
interface SameDraws extends Distribution {
    Distribution base();

    @Override
    default Support support() {
        return base().support();
    }

    @Override
    default Tensor sample(RandomStream random, Shape sampleShape) {
        return base().sample(random, sampleShape);
    }

    /** Over a base whose draws are differentiable. */
    interface Pathwise extends SameDraws, Reparameterized {
        @Override
        default Tensor sample(RandomStream random, Shape sampleShape) {
            return base().sample(random, sampleShape);
        }

        @Override
        default Tensor rsample(RandomStream random, Shape sampleShape) {
            return ((Reparameterized) base()).rsample(random, sampleShape);
        }
    }

    /** Over a base with moments. */
    interface WithMoments extends SameDraws, Moments {
        @Override
        default Tensor mean() {
            return ((Moments) base()).mean();
        }

        @Override
        default Tensor variance() {
            return ((Moments) base()).variance();
        }
    }

    /** Over a base with a mode. */
    interface WithMode extends SameDraws, Mode {
        @Override
        default Tensor mode() {
            return ((Mode) base()).mode();
        }
    }

    /** Over a base with a distribution function. */
    interface WithCumulative extends SameDraws, Cumulative {
        @Override
        default Tensor cdf(Tensor value) {
            return ((Cumulative) base()).cdf(value);
        }
    }

    /** Over a base with a quantile function. */
    interface WithQuantile extends WithCumulative, Quantile {
        @Override
        default Tensor quantile(Tensor probability) {
            return ((Quantile) base()).quantile(probability);
        }
    }
}

package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** The distribution of |x| for an x whose distribution is symmetric about 0: twice its density, from zero on. */
public interface Folded extends Univariate, Reparameterized, Quantile, Mode, Entropy {
    /** {@return the scale of the unfolded distribution, of the batch's shape} */
    Tensor scale();

    /** {@return the distribution of x, of location 0} */
    LocationScale unfolded();

    @Override
    default ImmutableList<Tensor> parameters() {
        return ImmutableList.of(scale());
    }

    @Override
    default Support support() {
        return new Numbers.NonNegative();
    }

    @Override
    default Tensor rsample(RandomStream random, Shape sampleShape) {
        return unfolded().rsample(random, sampleShape).abs();
    }

    @Override
    default Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 1, x -> unfolded().logProb(x).add(Laplace.LOG_2));
    }

    /** 1 - 2 F(-x), where F is that of the unfolded distribution. */
    @Override
    default Tensor cdf(Tensor value) {
        return unfolded().cdf(value.max(0).neg()).mul(-2).add(1);
    }

    @Override
    default Tensor quantile(Tensor probability) {
        return unfolded().quantile(probability.neg().add(1).mul(0.5)).neg();
    }

    @Override
    default Tensor mode() {
        return scale().filled(batchShape(), 0);
    }

    @Override
    default Tensor entropy() {
        return unfolded().entropy().sub(Laplace.LOG_2);
    }
}

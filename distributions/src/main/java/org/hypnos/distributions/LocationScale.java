package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A family of distributions on all numbers that a standard one gives by stretching and moving: x = location + scale z.
 *
 * <p>log p(x) = log p(z) - log(scale). A family says what its standard member is, of location 0 and scale 1, whose density
 * is largest at 0; draws are reparameterised.
 */
public interface LocationScale extends Univariate, Reparameterized, Quantile, Mode, Entropy {
    /** {@return the most likely number, which z = 0 becomes} */
    Tensor location();

    /** {@return the positive factor that z is stretched by} */
    Tensor scale();

    /**
     * {@return the log-density in nats of the standard member}
     *
     * @param z any numbers
     */
    Tensor standardLogProb(Tensor z);

    /**
     * {@return the distribution function of the standard member}
     *
     * @param z any numbers
     */
    Tensor standardCdf(Tensor z);

    /**
     * {@return the inverse of {@link #standardCdf}}
     *
     * @param probability from 0 to 1
     */
    Tensor standardQuantile(Tensor probability);

    /** {@return the entropy of the standard member in nats} */
    double standardEntropy();

    /**
     * {@return draws of the standard member; by default quantiles of uniform numbers}
     *
     * @param random as {@link #sample} takes it
     * @param shape of all draws together
     * @param like whose type and workspace the draws have
     */
    default Tensor standardSample(RandomStream random, Shape shape, Tensor like) {
        return standardQuantile(random.uniform(shape, like));
    }

    @Override
    default ImmutableList<Tensor> parameters() {
        return ImmutableList.of(location(), scale());
    }

    @Override
    default Support support() {
        return new Numbers.Reals();
    }

    @Override
    default Tensor rsample(RandomStream random, Shape sampleShape) {
        Tensor like = location().add(scale()).detach(); // of the workspace that results are made in
        return standardSample(random, sampleShape.concat(batchShape()), like)
                .mul(scale())
                .add(location());
    }

    @Override
    default Tensor logProb(Tensor value) {
        assert Scores.require(this, value);
        return standardLogProb(standardize(value)).sub(scale().log());
    }

    @Override
    default Tensor cdf(Tensor value) {
        return standardCdf(standardize(value));
    }

    private Tensor standardize(Tensor value) {
        return value.sub(location()).div(scale());
    }

    @Override
    default Tensor quantile(Tensor probability) {
        return standardQuantile(probability).mul(scale()).add(location());
    }

    @Override
    default Tensor mode() {
        return location().broadcastTo(batchShape());
    }

    @Override
    default Tensor entropy() {
        return scale().log().add(standardEntropy()).broadcastTo(batchShape());
    }
}

package org.hypnos.examples.benchmarks;

import java.util.function.Function;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Beta;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Exponential;
import org.hypnos.distributions.Gamma;
import org.hypnos.distributions.Gumbel;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.OneHotCategorical;
import org.hypnos.distributions.Poisson;
import org.hypnos.distributions.Uniform;

/**
 * The ten most used distributions, a thousand of each with parameters of their own, which follow from standard normal
 * numbers x, and a thousand draws of each: a million events.
 */
public enum DistributionWorkload {
    NORMAL(x -> new Normal(x, x.exp())),
    BERNOULLI(Bernoulli::new),
    CATEGORICAL(DistributionWorkload.CHOICES, Categorical::new),
    ONE_HOT_CATEGORICAL(DistributionWorkload.CHOICES, OneHotCategorical::new),
    EXPONENTIAL(x -> new Exponential(x.exp())),
    UNIFORM(x -> new Uniform(x, x.add(x.exp()))),
    GUMBEL(x -> new Gumbel(x, x.exp())),
    GAMMA(x -> new Gamma(x.exp(), x.exp())),
    BETA(x -> new Beta(x.exp(), x.neg().exp())),
    POISSON(x -> new Poisson(x.exp().mul(10)));

    public static final int BATCH = 1_000;
    public static final int DRAWS = 1_000;
    public static final int CHOICES = 10;
    static final int EVENTS = BATCH * DRAWS;

    private final Shape shape;
    private final Function<Tensor, Distribution> distribution;

    DistributionWorkload(Function<Tensor, Distribution> distribution) {
        this(Shape.of(BATCH), distribution);
    }

    DistributionWorkload(int choices, Function<Tensor, Distribution> distribution) {
        this(Shape.of(BATCH, choices), distribution);
    }

    DistributionWorkload(Shape shape, Function<Tensor, Distribution> distribution) {
        this.shape = shape;
        this.distribution = distribution;
    }

    /** The numbers that the parameters follow from, [1000] or [1000, 10]. */
    public Tensor numbers() {
        return RandomStream.of(1).normal(shape, Tensor.scalar(DType.FLOAT32, 0));
    }

    /** The distributions of {@code numbers}. */
    public Distribution of(Tensor numbers) {
        return distribution.apply(numbers);
    }
}

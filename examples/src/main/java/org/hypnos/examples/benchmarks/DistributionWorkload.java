package org.hypnos.examples.benchmarks;

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
    NORMAL,
    BERNOULLI,
    CATEGORICAL,
    ONE_HOT_CATEGORICAL,
    EXPONENTIAL,
    UNIFORM,
    GUMBEL,
    GAMMA,
    BETA,
    POISSON;

    public static final int BATCH = 1_000;
    public static final int DRAWS = 1_000;
    public static final int CHOICES = 10;
    static final int EVENTS = BATCH * DRAWS;

    /** The numbers that the parameters follow from, [1000], or [1000, 10] where there are choices. */
    public Tensor numbers() {
        Shape shape = switch (this) {
            case CATEGORICAL, ONE_HOT_CATEGORICAL -> Shape.of(BATCH, CHOICES);
            default -> Shape.of(BATCH);
        };
        return RandomStream.of(1).normal(shape, Tensor.scalar(DType.FLOAT32, 0));
    }

    /** The distributions of numbers {@code x}. */
    public Distribution of(Tensor x) {
        return switch (this) {
            case NORMAL -> new Normal(x, x.exp());
            case BERNOULLI -> new Bernoulli(x);
            case CATEGORICAL -> new Categorical(x);
            case ONE_HOT_CATEGORICAL -> new OneHotCategorical(x);
            case EXPONENTIAL -> new Exponential(x.exp());
            case UNIFORM -> new Uniform(x, x.add(x.exp()));
            case GUMBEL -> new Gumbel(x, x.exp());
            case GAMMA -> new Gamma(x.exp(), x.exp());
            case BETA -> new Beta(x.exp(), x.neg().exp());
            case POISSON -> new Poisson(x.exp().mul(10));
        };
    }
}

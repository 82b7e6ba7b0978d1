package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.hypnos.examples.benchmarks.DistributionWorkload;

/** The draws and log-probabilities of a {@link DistributionWorkload}. */
record TorchDistribution(Function<NDManager, NDArray> draw, UnaryOperator<NDArray> logProb) {
    private static final Shape SHAPE = new Shape(DistributionWorkload.DRAWS, DistributionWorkload.BATCH);
    private static final int CHOICES = DistributionWorkload.CHOICES;
    private static final float HALF_LOG_TWO_PI = (float) (0.5 * Math.log(2 * Math.PI));

    /** The distributions whose parameters follow from {@code x}. */
    static TorchDistribution of(DistributionWorkload workload, NDArray x) {
        NDArray exp = x.exp();
        return switch (workload) {
            case NORMAL -> normal(x, exp);
            case BERNOULLI -> bernoulli(x);
            case CATEGORICAL -> categorical(x);
            case ONE_HOT_CATEGORICAL -> oneHotCategorical(x);
            case EXPONENTIAL -> exponential(exp);
            case UNIFORM -> uniform(x, exp);
            case GUMBEL -> gumbel(x, exp);
            case GAMMA -> gamma(exp, exp);
            case BETA -> beta(exp, x.neg().exp());
            case POISSON -> poisson(exp.mul(10));
        };
    }

    /** DJL reaches no sampler of PyTorch for Gamma, Beta and Poisson. */
    static boolean canDraw(DistributionWorkload workload) {
        return switch (workload) {
            case GAMMA, BETA, POISSON -> false;
            default -> true;
        };
    }

    private static NDArray noSampler(NDManager manager) {
        throw new UnsupportedOperationException("DJL has no sampler for this distribution");
    }

    private static NDArray uniform(NDManager manager) {
        return manager.randomUniform(Float.MIN_NORMAL, 1, SHAPE);
    }

    private static TorchDistribution normal(NDArray location, NDArray scale) {
        return new TorchDistribution(
                manager -> manager.randomNormal(SHAPE).muli(scale).addi(location),
                value -> value.sub(location)
                        .divi(scale)
                        .square()
                        .muli(-0.5f)
                        .subi(scale.log().add(HALF_LOG_TWO_PI)));
    }

    private static TorchDistribution bernoulli(NDArray logits) {
        NDArray probabilities = logits.getNDArrayInternal().sigmoid();
        return new TorchDistribution(
                manager -> uniform(manager).lt(probabilities).toType(logits.getDataType(), false),
                value -> value.mul(logits).subi(softplus(logits)));
    }

    private static NDArray softplus(NDArray x) {
        return x.maximum(0).add(x.abs().neg().exp().add(1).log());
    }

    /** How many running sums a uniform number passes. */
    private static NDArray choices(NDManager manager, NDArray sums) {
        return uniform(manager).expandDims(-1).gt(sums).sum(new int[] {-1});
    }

    private static TorchDistribution categorical(NDArray logits) {
        NDArray sums = logits.softmax(-1).cumSum(-1);
        return new TorchDistribution(
                manager -> choices(manager, sums),
                value -> logits.logSoftmax(-1)
                        .expandDims(0)
                        .broadcast(DistributionWorkload.DRAWS, DistributionWorkload.BATCH, CHOICES)
                        .gather(value.expandDims(-1), -1)
                        .squeeze(-1));
    }

    private static TorchDistribution oneHotCategorical(NDArray logits) {
        NDArray sums = logits.softmax(-1).cumSum(-1);
        return new TorchDistribution(
                manager -> choices(manager, sums).oneHot(CHOICES),
                value -> value.mul(logits.logSoftmax(-1)).sum(new int[] {-1}));
    }

    private static TorchDistribution exponential(NDArray rate) {
        return new TorchDistribution(
                manager -> uniform(manager).log().divi(rate).negi(),
                value -> value.mul(rate).negi().addi(rate.log()));
    }

    private static TorchDistribution uniform(NDArray low, NDArray width) {
        return new TorchDistribution(
                manager -> uniform(manager).muli(width).addi(low),
                value -> value.gte(low)
                        .logicalAnd(value.lte(low.add(width)))
                        .toType(low.getDataType(), false)
                        .log()
                        .subi(width.log()));
    }

    private static TorchDistribution gumbel(NDArray location, NDArray scale) {
        return new TorchDistribution(
                manager ->
                        uniform(manager).log().negi().log().muli(scale).negi().addi(location),
                value -> {
                    NDArray z = value.sub(location).divi(scale);
                    return z.add(z.neg().exp()).negi().subi(scale.log());
                });
    }

    private static TorchDistribution gamma(NDArray concentration, NDArray rate) {
        return new TorchDistribution(
                TorchDistribution::noSampler,
                value -> value.log()
                        .muli(concentration.sub(1))
                        .subi(value.mul(rate))
                        .addi(concentration.mul(rate.log()).sub(concentration.gammaln())));
    }

    private static TorchDistribution beta(NDArray a, NDArray b) {
        return new TorchDistribution(
                TorchDistribution::noSampler,
                value -> value.log()
                        .muli(a.sub(1))
                        .addi(value.neg().addi(1).log().muli(b.sub(1)))
                        .addi(a.add(b).gammaln().sub(a.gammaln()).sub(b.gammaln())));
    }

    private static TorchDistribution poisson(NDArray rate) {
        return new TorchDistribution(
                TorchDistribution::noSampler,
                value -> value.mul(rate.log()).subi(rate).subi(value.add(1).gammaln()));
    }
}

package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * The Dirichlet distribution of vectors of positive numbers that add up to one, such as probabilities; its gradients are
 * by score function.
 *
 * <p>log p(x) = sum of (a_i - 1) log(x_i) - log Gamma(a_i), plus log Gamma(sum of a). Draws are gamma distributed numbers
 * divided by their sum, of the same bits on one JDK and platform only; those that would round to 0 are the least number
 * above.
 *
 * @param concentration a, positive, of the batch's shape and the axis of the vectors
 */
public record Dirichlet(Tensor concentration) implements Moments, Mode, Entropy {
    /**
     * Checks that there is an axis of vectors and, where assertions are enabled, the numbers.
     *
     * @param concentration positive
     * @throws IllegalArgumentException if a check fails
     */
    public Dirichlet {
        checkArgument(
                concentration.shape().rank() > 0,
                "Dirichlet needs concentrations along an axis, found a single number");
        assert new Numbers.Positive().require("Dirichlet's concentration", concentration);
    }

    @Override
    public Shape batchShape() {
        return concentration.shape().without(-1);
    }

    @Override
    public Shape eventShape() {
        return concentration.shape().suffix(1);
    }

    @Override
    public Support support() {
        return new Support.OpenSimplex();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        Shape shape = sampleShape.concat(concentration.shape());
        Tensor logarithms = RowDraws.of(random, shape, (row, in) -> LogGammaDraw.of(row, in[0]), concentration);
        return Clip.positive(logarithms.softmax(-1));
    }

    @Override
    public Tensor logProb(Tensor value) {
        return Scores.inside(this, value, 1, x -> logDensity(concentration, x));
    }

    /**
     * With n the sum of a: the sum of -deviance(a_i, n x_i) + log(a_i / 2 pi) / 2 - stirlingError(a_i) - log(x_i), less
     * that of the same for n alone, log(n / 2 pi) / 2 - stirlingError(n).
     */
    static Tensor logDensity(Tensor a, Tensor x) {
        Tensor n = total(a);
        Tensor perNumber = stirling(a).sub(GammaTerms.deviance(a, n, x)).sub(x.log());
        return perNumber.sum(-1).sub(stirling(n).sum(-1));
    }

    private static Tensor stirling(Tensor a) {
        return a.log().mul(0.5).sub(Normal.HALF_LOG_TWO_PI).sub(GammaTerms.stirlingError(a));
    }

    /** The sum, with an axis of extent one. */
    private static Tensor total(Tensor a) {
        return a.sum(-1).reshape(a.shape().with(-1, 1));
    }

    /** a_i / n. */
    @Override
    public Tensor mean() {
        return concentration.div(total(concentration));
    }

    /** m_i (1 - m_i) / (n + 1), with the means m. */
    @Override
    public Tensor variance() {
        Tensor n = total(concentration);
        return mean().mul(n.sub(concentration).div(n)).div(n.add(1));
    }

    /**
     * (a_i - 1) / (n - k) for vectors of k numbers; where a concentration is up to 1 the edge towards which the density
     * rises, where all are a corner, and the least number instead of 0.
     */
    @Override
    public Tensor mode() {
        Tensor above = concentration.sub(1).max(0);
        Tensor sum = total(above);
        Tensor some = sum.greater(sum.constant(0));
        Tensor corner = concentration.argmax(-1).oneHot(concentration.shape().dim(-1));
        return Clip.positive(some.where(above.div(some.where(sum, sum.constant(1))), corner));
    }

    /** The sum of log Gamma(a_i) - (a_i - 1) digamma(a_i), less the same with n, and n - k for n - 1. */
    @Override
    public Tensor entropy() {
        Tensor n = concentration.sum(-1);
        Tensor perNumber = concentration.lgamma().sub(concentration.sub(1).mul(concentration.digamma()));
        int k = concentration.shape().dim(-1);
        return perNumber.sum(-1).sub(n.lgamma()).add(n.sub(k).mul(n.digamma()));
    }
}

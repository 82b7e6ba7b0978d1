package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Closed forms of KL(p || q) for distributions with a density; those without a source follow from the definition. */
final class ContinuousDivergences {
    private ContinuousDivergences() {}

    static ImmutableList<KullbackLeibler.Rule<?, ?>> rules() {
        return ImmutableList.<KullbackLeibler.Rule<?, ?>>builder()
                .addAll(locationScale())
                .addAll(positive())
                .addAll(others())
                .build();
    }

    private static ImmutableList<KullbackLeibler.Rule<?, ?>> locationScale() {
        return ImmutableList.of(
                new KullbackLeibler.Rule<>(Normal.class, Normal.class, ContinuousDivergences::normal),
                new KullbackLeibler.Rule<>(Laplace.class, Laplace.class, ContinuousDivergences::laplace),
                new KullbackLeibler.Rule<>(Gumbel.class, Gumbel.class, ContinuousDivergences::gumbel),
                new KullbackLeibler.Rule<>(Cauchy.class, Cauchy.class, ContinuousDivergences::cauchy),
                new KullbackLeibler.Rule<>(
                        MultivariateNormal.class, MultivariateNormal.class, ContinuousDivergences::multivariate));
    }

    private static ImmutableList<KullbackLeibler.Rule<?, ?>> positive() {
        return ImmutableList.of(
                new KullbackLeibler.Rule<>(Gamma.class, Gamma.class, ContinuousDivergences::gamma),
                new KullbackLeibler.Rule<>(
                        Exponential.class, Exponential.class, (p, q) -> exponential(p.rate(), q.rate())),
                new KullbackLeibler.Rule<>(
                        LogNormal.class,
                        LogNormal.class,
                        (p, q) -> normal(new Normal(p.location(), p.scale()), new Normal(q.location(), q.scale()))),
                new KullbackLeibler.Rule<>(
                        InverseGamma.class,
                        InverseGamma.class,
                        (p, q) ->
                                gamma(new Gamma(p.concentration(), p.rate()), new Gamma(q.concentration(), q.rate()))),
                new KullbackLeibler.Rule<>(ChiSquared.class, ChiSquared.class, (p, q) -> gamma(asGamma(p), asGamma(q))),
                new KullbackLeibler.Rule<>(
                        HalfNormal.class, HalfNormal.class, (p, q) -> normal(around0(p.scale()), around0(q.scale()))));
    }

    private static ImmutableList<KullbackLeibler.Rule<?, ?>> others() {
        return ImmutableList.of(
                new KullbackLeibler.Rule<>(Uniform.class, Uniform.class, ContinuousDivergences::uniform),
                new KullbackLeibler.Rule<>(
                        Beta.class, Beta.class, (p, q) -> dirichlet(concentrations(p), concentrations(q))),
                new KullbackLeibler.Rule<>(
                        Dirichlet.class, Dirichlet.class, (p, q) -> dirichlet(p.concentration(), q.concentration())));
    }

    private static Normal around0(Tensor scale) {
        return new Normal(scale.constant(0), scale);
    }

    private static Gamma asGamma(ChiSquared of) {
        Tensor degrees = of.degreesOfFreedom();
        return new Gamma(degrees.mul(0.5), degrees.constant(0.5));
    }

    /** (r^2 - 1 - log(r^2) + z^2) / 2, with r = s_p / s_q and z = (m_p - m_q) / s_q. */
    private static Tensor normal(Normal p, Normal q) {
        Tensor logSquare = p.scale().log().sub(q.scale().log()).mul(2);
        Tensor z = p.location().sub(q.location()).div(q.scale());
        return logSquare.expm1().sub(logSquare).add(z.square()).mul(0.5);
    }

    /** d / s_q + r exp(-d / s_p) - 1 - log(r), with d = |m_p - m_q| and r = s_p / s_q. */
    private static Tensor laplace(Laplace p, Laplace q) {
        Tensor distance = p.location().sub(q.location()).abs();
        Tensor ratio = p.scale().div(q.scale());
        Tensor near = distance.div(p.scale()).neg().exp();
        return distance.div(q.scale()).add(ratio.mul(near)).sub(1).sub(ratio.log());
    }

    /**
     * E[z] + E[exp(-z)] - gamma - 1 - log(r) of z = (x - m_q) / s_q, which are d + r gamma and exp(-d) Gamma(1 + r), with d =
     * (m_p - m_q) / s_q, r = s_p / s_q and Euler's gamma.
     */
    private static Tensor gumbel(Gumbel p, Gumbel q) {
        Tensor ratio = p.scale().div(q.scale());
        Tensor d = p.location().sub(q.location()).div(q.scale());
        Tensor ofExponential = ratio.add(1).lgamma().sub(d).exp();
        return d.add(ratio.sub(1).mul(Gumbel.EULER)).add(ofExponential).sub(1).sub(ratio.log());
    }

    /** log(((s_p + s_q)^2 + (m_p - m_q)^2) / (4 s_p s_q)) (Chyzak and Nielsen 2019). */
    private static Tensor cauchy(Cauchy p, Cauchy q) {
        Tensor sum = p.scale().add(q.scale());
        Tensor z = p.location().sub(q.location()).div(sum);
        Tensor logScales = p.scale().log().add(q.scale().log());
        return z.square().log1p().add(sum.mul(0.5).log().mul(2)).sub(logScales);
    }

    /** (|L_q^-1 L_p|^2 + |L_q^-1 (m_p - m_q)|^2 - n) / 2 + log det L_q - log det L_p, with Frobenius' norm. */
    private static Tensor multivariate(MultivariateNormal p, MultivariateNormal q) {
        int n = p.eventShape().dim(-1);
        Shape batch = p.batchShape().broadcast(q.batchShape());
        Shape matrices = batch.concat(Shape.of(n, n));
        Tensor lower = q.scaleTril().broadcastTo(matrices);
        Tensor factor = lower.triangularSolve(p.scaleTril().lowerTriangle(0).broadcastTo(matrices));
        Tensor apart = p.location().sub(q.location()).broadcastTo(batch.concat(Shape.of(n)));
        Tensor z = lower.triangularSolve(apart.reshape(batch.concat(Shape.of(n, 1))));
        Tensor squares = factor.square().sumLast(2).add(z.square().sumLast(2)).sub(n);
        return squares.mul(0.5).add(logDeterminant(q)).sub(logDeterminant(p));
    }

    private static Tensor logDeterminant(MultivariateNormal of) {
        return of.scaleTril().diagonal().log().sum(-1);
    }

    /** (a_p - a_q) digamma(a_p) - log(Gamma(a_p) / Gamma(a_q)) + a_q log(b_p / b_q) + a_p (b_q / b_p - 1). */
    private static Tensor gamma(Gamma p, Gamma q) {
        Tensor a = p.concentration();
        Tensor ofConcentrations = a.sub(q.concentration())
                .mul(a.digamma())
                .sub(a.lgamma())
                .add(q.concentration().lgamma());
        Tensor logRatio = q.rate().log().sub(p.rate().log());
        return ofConcentrations.sub(q.concentration().mul(logRatio)).add(a.mul(logRatio.expm1()));
    }

    /** log(p / q) + q / p - 1, with rates p and q. */
    private static Tensor exponential(Tensor p, Tensor q) {
        Tensor logRatio = q.log().sub(p.log());
        return logRatio.expm1().sub(logRatio);
    }

    /** log of the ratio of the widths, infinite where q does not cover p. */
    private static Tensor uniform(Uniform p, Uniform q) {
        Tensor beyond = q.low().greater(p.low()).add(p.high().greater(q.high()));
        Tensor ratio = q.high().sub(q.low()).log().sub(p.high().sub(p.low()).log());
        return beyond.where(ratio.constant(Double.POSITIVE_INFINITY), ratio);
    }

    private static Tensor concentrations(Beta of) {
        Shape batch = of.batchShape();
        return Tensor.stack(
                -1, of.concentration1().broadcastTo(batch), of.concentration0().broadcastTo(batch));
    }

    /** The sum of (p_i - q_i) (digamma(p_i) - digamma(sum of p)) + log B(q) - log B(p). */
    private static Tensor dirichlet(Tensor p, Tensor q) {
        Tensor total = p.sum(-1);
        Tensor expected = p.digamma().sub(total.digamma().reshape(p.shape().with(-1, 1)));
        return p.sub(q).mul(expected).sum(-1).add(logBeta(q)).sub(logBeta(p));
    }

    /** log of the product of all Gamma(a_i), divided by Gamma(sum of a). */
    private static Tensor logBeta(Tensor a) {
        return a.lgamma().sum(-1).sub(a.sum(-1).lgamma());
    }
}

package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;

/** Closed forms of KL(p || q) for distributions of whole numbers; those without a source follow from the definition. */
final class DiscreteDivergences {
    private DiscreteDivergences() {}

    static ImmutableList<KullbackLeibler.Rule<?, ?>> rules() {
        return ImmutableList.of(
                new KullbackLeibler.Rule<>(
                        Bernoulli.class, Bernoulli.class, (p, q) -> bernoulli(p.logits(), q.logits())),
                new KullbackLeibler.Rule<>(
                        Categorical.class, Categorical.class, (p, q) -> choice(p.logits(), q.logits())),
                new KullbackLeibler.Rule<>(
                        OneHotCategorical.class, OneHotCategorical.class, (p, q) -> choice(p.logits(), q.logits())),
                new KullbackLeibler.Rule<>(Poisson.class, Poisson.class, (p, q) -> poisson(p.rate(), q.rate())),
                new KullbackLeibler.Rule<>(
                        Geometric.class, Geometric.class, (p, q) -> geometric(p.logits(), q.logits())),
                new KullbackLeibler.Rule<>(Binomial.class, Binomial.class, DiscreteDivergences::binomial),
                new KullbackLeibler.Rule<>(Multinomial.class, Multinomial.class, DiscreteDivergences::multinomial));
    }

    /** p log(p / q) + (1 - p) log((1 - p) / (1 - q)). */
    private static Tensor bernoulli(Tensor p, Tensor q) {
        Tensor ofOne = p.sigmoid().mul(p.logSigmoid().sub(q.logSigmoid()));
        Tensor ofZero = p.neg().sigmoid().mul(p.neg().logSigmoid().sub(q.neg().logSigmoid()));
        return ofOne.add(ofZero);
    }

    private static Tensor binomial(Binomial p, Binomial q) {
        return ofTrials(p.total(), q.total(), bernoulli(p.logits(), q.logits()));
    }

    private static Tensor multinomial(Multinomial p, Multinomial q) {
        return ofTrials(p.total(), q.total(), choice(p.logits(), q.logits()));
    }

    /** That of one trial times their number. */
    private static Tensor ofTrials(int p, int q, Tensor ofOne) {
        checkArgument(p == q, "KL(p || q) has a closed form for as many trials of p as of q, found %s and %s", p, q);
        return ofOne.mul(p);
    }

    /** The sum of p_i log(p_i / q_i) over the choices that p has. */
    private static Tensor choice(Tensor p, Tensor q) {
        checkArgument(
                p.shape().dim(-1) == q.shape().dim(-1),
                "KL(p || q) needs as many choices of p as of q, found logits of shape %s and %s",
                p.shape(),
                q.shape());
        Tensor probability = p.softmax(-1);
        Tensor zero = probability.constant(0);
        Tensor ratio = p.logSoftmax(-1).sub(q.logSoftmax(-1));
        Tensor happens = probability.greater(zero);
        return probability.mul(happens.where(ratio, zero)).sum(-1);
    }

    /** a log(a / b) - a + b, with 0 log(0) = 0. */
    private static Tensor poisson(Tensor a, Tensor b) {
        Tensor zero = a.constant(0);
        Tensor some = a.greater(zero);
        Tensor safe = some.where(a, a.constant(1));
        Tensor logRatio = safe.log().sub(some.where(b, b.constant(1)).log());
        return a.mul(logRatio).sub(a).add(b);
    }

    /**
     * log(p / q) + (1 - p) / p log((1 - p) / (1 - q)), with probabilities of success p and q; where both are small, the last
     * term is q / p - 1.
     */
    private static Tensor geometric(Tensor p, Tensor q) {
        Tensor small = p.constant(-40);
        Tensor rare = small.greater(p.max(q));
        Tensor safe = rare.where(p.constant(0), p);
        Tensor ofFailures =
                safe.neg().exp().mul(p.neg().logSigmoid().sub(q.neg().logSigmoid()));
        Tensor ofRare = rare.where(q.sub(p), p.constant(0)).expm1();
        return p.logSigmoid().sub(q.logSigmoid()).add(rare.where(ofRare, ofFailures));
    }
}

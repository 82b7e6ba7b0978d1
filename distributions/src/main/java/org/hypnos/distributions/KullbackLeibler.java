package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.function.BiFunction;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The divergence of Kullback and Leibler, KL(p || q) = E_p[log p(x) - log q(x)] in nats, where it has a closed form.
 *
 * <p>Of a model p and a guide q, {@code of(p, q)} is the inclusive divergence, which wants q wherever p is, and {@code of(q, p)}
 * the exclusive one, which wants q only where p is. This is a table of rules, to which anyone may add:
 *
 * <pre>{@code
 * KullbackLeibler table = KullbackLeibler.closedForms().with(Mine.class, Mine.class, (p, q) -> ...);
 * Tensor divergence = table.of(p, q); // of the batch's shape
 * }</pre>
 *
 * <p>Where no rule fits, distributions made of others are taken apart: the divergences of independent parts add up, a transform that both
 * share changes nothing, a mask that both share masks. A {@link Delta} p gives -log q of its point: the divergence from a
 * discrete q, and from one with a density all of it that depends on q.
 *
 * @param rules of which the first that fits counts
 */
public record KullbackLeibler(ImmutableList<Rule<?, ?>> rules) {
    /**
     * A closed form for two distributions of given types or their subtypes.
     *
     * @param <P> type of p
     * @param <Q> type of q
     * @param p type of the distribution that the expectation is over
     * @param q type of the distribution that is compared with it
     * @param divergence KL(p || q) in nats, of the shape that their batch shapes broadcast to
     */
    public record Rule<P extends Distribution, Q extends Distribution>(
            Class<P> p, Class<Q> q, BiFunction<P, Q, Tensor> divergence) {
        private boolean fits(Distribution left, Distribution right) {
            return p.isInstance(left) && q.isInstance(right);
        }

        private Tensor apply(Distribution left, Distribution right) {
            return divergence.apply(p.cast(left), q.cast(right));
        }
    }

    /**
     * What draws say of a divergence, for each element of the batch; both are constants.
     *
     * @param mean of log p(x) - log q(x), infinite if a draw is impossible for q
     * @param standardError of the mean, NaN if that is infinite
     */
    public record Estimate(Tensor mean, Tensor standardError) {}

    /** {@return the rules for the distributions of this package} */
    public static KullbackLeibler closedForms() {
        return new KullbackLeibler(ImmutableList.<Rule<?, ?>>builder()
                .addAll(DiscreteDivergences.rules())
                .addAll(ContinuousDivergences.rules())
                .build());
    }

    /**
     * {@return these rules, and in front of them one more}
     *
     * @param <P> type of p
     * @param <Q> type of q
     * @param p type of the distribution that the expectation is over
     * @param q type of the distribution that is compared with it
     * @param divergence KL(p || q) in nats, of the shape that their batch shapes broadcast to
     */
    public <P extends Distribution, Q extends Distribution> KullbackLeibler with(
            Class<P> p, Class<Q> q, BiFunction<P, Q, Tensor> divergence) {
        return new KullbackLeibler(ImmutableList.<Rule<?, ?>>builder()
                .add(new Rule<>(p, q, divergence))
                .addAll(rules)
                .build());
    }

    /**
     * {@return KL(p || q) in nats, of the shape that both batch shapes broadcast to; infinite where p has what is impossible
     * for q}
     *
     * @param p what the expectation is over
     * @param q what p is compared with, of events of the same shape
     * @throws IllegalArgumentException if no rule fits, or the events differ in shape
     */
    public Tensor of(Distribution p, Distribution q) {
        checkArgument(
                p.eventShape().equals(q.eventShape()),
                "KL(p || q) needs events of one shape, found %s of p = %s and %s of q = %s; is toEvent missing?",
                p.eventShape(),
                p,
                q.eventShape(),
                q);
        for (Rule<?, ?> rule : rules) {
            if (rule.fits(p, q)) {
                return rule.apply(p, q);
            }
        }
        Tensor point = point(p);
        return point == null ? ofParts(p, q) : logProb(q, point).neg();
    }

    /** All that p can be; null if that is more than one event. */
    private static @Nullable Tensor point(Distribution p) {
        return p instanceof Delta delta ? delta.point() : p instanceof Independent of ? point(of.base()) : null;
    }

    /** log q(x), -infinity outside q's support. */
    private static Tensor logProb(Distribution q, Tensor x) {
        Tensor possible = Membership.all(q.support(), x, q.eventShape().rank());
        Tensor logProb = q.logProb(Membership.patched(q, possible, x));
        return possible.where(logProb, logProb.constant(Double.NEGATIVE_INFINITY));
    }

    private Tensor ofParts(Distribution p, Distribution q) {
        if (p instanceof Independent left && q instanceof Independent right) {
            int axes = Math.min(left.axes(), right.axes());
            return of(left.base().toEvent(left.axes() - axes), right.base().toEvent(right.axes() - axes))
                    .sumLast(axes);
        }
        if (p instanceof Masked left && q instanceof Masked right && left.mask().equals(right.mask())) {
            return MaskedParts.counted(left.mask(), of(left.base(), right.base()));
        }
        if (p instanceof TransformedDistribution left
                && q instanceof TransformedDistribution right
                && left.transform().equals(right.transform())) {
            return of(left.base(), right.base());
        }
        throw new IllegalArgumentException("no rule has a closed form of KL(p || q) for p = " + p + " and q = " + q
                + "; KullbackLeibler.estimate(p, q, random, draws) estimates it, and with(...) adds a rule");
    }

    /**
     * {@return the mean of log p(x) - log q(x) over {@code draws} draws x of p}
     *
     * @param p what is drawn from
     * @param q what p is compared with, of events of the same shape
     * @param random as {@link Distribution#sample} takes it
     * @param draws two or more
     */
    public static Estimate estimate(Distribution p, Distribution q, RandomStream random, int draws) {
        checkArgument(draws > 1, "a standard error needs at least two draws, found %s", draws);
        Tensor x = p.sample(random, Shape.of(draws));
        Tensor each = p.logProb(x).sub(logProb(q, x)).detach();
        Tensor mean = each.mean(0);
        Tensor squares = each.sub(mean).square().sum(0);
        return new Estimate(mean, squares.div((double) draws * (draws - 1)).sqrt());
    }
}

package org.hypnos.distributions;

import com.google.common.collect.ImmutableList;
import org.hypnos.autodiff.Tensor;

/** Closed forms of KL(p || q) for distributions with a density; those without a source follow from the definition. */
final class ContinuousDivergences {
    private ContinuousDivergences() {}

    static ImmutableList<KullbackLeibler.Rule<?, ?>> rules() {
        return ImmutableList.of(new KullbackLeibler.Rule<>(Normal.class, Normal.class, ContinuousDivergences::normal));
    }

    /** (r^2 - 1 - log(r^2) + z^2) / 2, with r = s_p / s_q and z = (m_p - m_q) / s_q. */
    private static Tensor normal(Normal p, Normal q) {
        Tensor logSquare = p.scale().log().sub(q.scale().log()).mul(2);
        Tensor z = p.location().sub(q.location()).div(q.scale());
        return logSquare.expm1().sub(logSquare).add(z.square()).mul(0.5);
    }
}

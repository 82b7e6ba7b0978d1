package org.hypnos.inference.rws;

import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Context;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Programs;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Distribution;

/**
 * Draws by a mixture of whole traces, m = (1 - delta) q + delta u, so that no weight exceeds p / (delta u) (Le et al. 2019).
 *
 * @param guide q
 * @param other u
 */
record Defence(double delta, Program guide, Program other) {
    private static final String COIN = "defensive";

    /** The defence by the program that is there for it, or else by the guide's own way with equiprobable choices. */
    static Defence of(Programs programs, double delta) {
        Program guide = programs.guide();
        return new Defence(delta, guide, programs.defensive().orElseGet(() -> equiprobable(guide)));
    }

    /** A coin for each particle, thrown for all its data at once if {@code jointly}, chooses q or u. */
    Program mixture(boolean jointly) {
        return Program.of(guide.parameters(), context -> {
            Tensor logit = Tensor.scalar(guide.parameters().dtype(), StrictMath.log(delta) - StrictMath.log1p(-delta));
            Bernoulli coin = new Bernoulli(logit);
            Tensor thrown = jointly ? context.sampleGlobal(COIN, coin) : context.sample(COIN, coin);
            (context.branchOn(thrown) == 1 ? other : guide).run(context);
        });
    }

    /** log m = log((1 - delta) q + delta u), from the logarithms of q and u. */
    Tensor logMixture(Tensor q, Tensor u) {
        return Tensor.stack(0, q.add(StrictMath.log1p(-delta)), u.add(StrictMath.log(delta)))
                .logSumExp(0);
    }

    /** {@code program} with every draw from the uniform distribution over the support that it has there. */
    private static Program equiprobable(Program program) {
        return Program.of(
                program.parameters(),
                context -> program.run(new Context() {
                    @Override
                    public Tensor sample(String site, Distribution distribution) {
                        return context.sample(site, Equiprobable.over(site, distribution));
                    }

                    @Override
                    public Tensor sampleGlobal(String site, Distribution distribution) {
                        return context.sampleGlobal(site, Equiprobable.over(site, distribution));
                    }

                    @Override
                    public double branchOn(Tensor value) {
                        return context.branchOn(value);
                    }

                    @Override
                    public Tensor given(String name) {
                        return context.given(name);
                    }

                    @Override
                    public Tensor param(Parameter parameter) {
                        return context.param(parameter);
                    }

                    @Override
                    public void regularize(String name, Tensor loss) {
                        // The guide's own run adds it.
                    }
                }));
    }
}

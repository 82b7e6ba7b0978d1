package org.hypnos.core.inference;

import java.util.Map;
import java.util.Optional;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;

/**
 * The programs that an algorithm works with.
 *
 * @param model p(x, h)
 * @param guide q(h given x)
 * @param conditions draws values that are given to both, afresh for each particle; none by default
 * @param defensive u(h given x), whose draws may stand in for some of the guide's
 */
public record Programs(Program model, Program guide, Optional<Program> conditions, Optional<Program> defensive) {
    /**
     * {@return a model and a guide, without conditions and without a defence}
     *
     * @param model p(x, h)
     * @param guide q(h given x)
     */
    public static Programs of(Program model, Program guide) {
        return new Programs(model, guide, Optional.empty(), Optional.empty());
    }

    /**
     * {@return these, with the draws of another program given to model and guide}
     *
     * @param program q(beta), whose parameters do not move
     */
    public Programs conditionOn(Program program) {
        return new Programs(model, guide, Optional.of(program), defensive);
    }

    /**
     * {@return these, with a defence against a guide that misses some of the posterior}
     *
     * @param program u(h given x), whose draws may stand in for some of the guide's
     */
    public Programs defendedBy(Program program) {
        return new Programs(model, guide, conditions, Optional.of(program));
    }

    /**
     * {@return some values, and for each particle what the conditions draw, as constants}
     *
     * @param tracer whose particles and data they are for
     * @param given values by name
     */
    public Values given(Tracer tracer, Map<String, Tensor> given) {
        return conditions
                .map(program -> tracer.constant().trace(program, given).values())
                .orElseGet(() -> Values.of(given));
    }
}

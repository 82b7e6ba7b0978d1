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
    public static Programs of(Program model, Program guide) {
        return new Programs(model, guide, Optional.empty(), Optional.empty());
    }

    /** These, with the draws of {@code program} given to model and guide: q(beta), whose parameters do not move. */
    public Programs conditionOn(Program program) {
        return new Programs(model, guide, Optional.of(program), defensive);
    }

    /** These, with {@code program} as the defence against a guide that misses some of the posterior. */
    public Programs defendedBy(Program program) {
        return new Programs(model, guide, conditions, Optional.of(program));
    }

    /** The values {@code given}, and for each particle of {@code tracer} what the conditions draw. */
    public Values given(Tracer tracer, Map<String, Tensor> given) {
        return conditions
                .map(program -> tracer.constant().trace(program, given).values())
                .orElseGet(() -> Values.of(given));
    }
}

package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.util.function.Function;
import java.util.function.Predicate;
import org.hypnos.autodiff.Parameter;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.inference.Losses;
import org.jspecify.annotations.Nullable;

/**
 * Theta or phi: one program's parameters, and the loss that moves them.
 *
 * @param program what people call it: model or guide
 * @param borrows the parameters of the other side that this side's loss may reach
 * @param part this side's part of a phase's losses, null where the phase does not move it
 */
record Side(
        String name,
        String program,
        ParameterStore parameters,
        Predicate<Parameter> borrows,
        Function<Losses, Losses.@Nullable Side> part) {
    static Side theta(ParameterStore theta) {
        return new Side("theta", "model", theta, parameter -> false, Losses::theta);
    }

    static Side phi(ParameterStore theta, ParameterStore phi) {
        phi.forEach(parameter -> checkArgument(
                !phi.isShared(parameter),
                "parameter '%s' is shared in the guide's store; only the model's parameters can be",
                parameter.name()));
        return new Side("phi", "guide", phi, theta::isShared, Losses::phi);
    }

    /** Refuses a parameter that the loss of {@code phase} depends on, if it is the other side's. */
    void checkReach(String phase, Parameter reached) {
        checkState(
                parameters.contains(reached) || borrows.test(reached),
                "phase '%s': the %s's loss reaches parameter '%s', which is not in its store '%s';"
                        + " is a detach() missing, or does the program use another's parameter"
                        + " that its store does not share()?",
                phase,
                program,
                reached.name(),
                parameters.name());
    }
}

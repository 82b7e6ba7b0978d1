package org.hypnos.core.training;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.hypnos.autodiff.Descent;
import org.hypnos.autodiff.GradientTerm;

/**
 * What one side is about to do in a step, when nothing has moved yet.
 *
 * @param regularization each regularization loss about these parameters, in nats
 * @param norm that of the whole gradient, known where there is a bound to it
 * @param factor by which the gradient is multiplied
 */
record Move(
        ImmutableList<Part> parts, ImmutableMap<String, Double> regularization, Optional<Double> norm, double factor) {
    /** One parameter's part: the terms of its gradient in the order in which they are added, and its rate. */
    record Part(Descent descent, ImmutableList<GradientTerm> gradient, double rate) {}

    void begin() {
        parts.forEach(part -> part.descent().begin(part.gradient(), part.rate(), factor));
    }
}

package org.hypnos.core.training;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * What one step did.
 *
 * @param step counted from 0
 * @param data the batch's size
 * @param thetaLoss the model's loss in nats, a mean over the batch without regularization; absent where the model was
 *     not moved
 * @param phiLoss the guide's
 * @param regularization each regularization loss in nats, as {@code theta/name} or {@code phi/name}
 * @param thetaNorm the norm of the model's gradient, with regularization, before it was clipped; absent where it has no
 *     bound, or the model was not moved
 * @param phiNorm the guide's
 * @param weights absent where the algorithm has none
 * @param leftOut how many data had probability zero under all their draws
 */
public record StepReport(
        long step,
        int data,
        Optional<Double> thetaLoss,
        Optional<Double> phiLoss,
        ImmutableMap<String, Double> regularization,
        Optional<Double> thetaNorm,
        Optional<Double> phiNorm,
        Optional<WeightHealth> weights,
        int leftOut) {}

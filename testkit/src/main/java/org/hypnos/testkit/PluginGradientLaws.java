package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Gradients are those that are claimed, in expectation over draws: exactly, where the draws can be enumerated, else by a mean
 * with a bound.
 */
public interface PluginGradientLaws {
    /** {@return the plugin that is tested} */
    PluginCase subject();

    /** The expected gradient is within a claim's bias of the claimed one, but for the error of a mean. */
    @Test
    default void gradientsAreThoseThatAreClaimed() {
        PluginCase subject = subject();
        for (GradientClaim claim : subject.claims()) {
            ExpectedGradients expected = new ExpectedGradients(subject, claim);
            Tensor claimed = expected.claimed(claim);
            Estimate found = expected.found();
            double chance = FalseAlarm.standardErrors() * length(found.standardError());
            assertThat(length(found.mean().sub(claimed)))
                    .as(
                            "%s: distance of the expected gradient, %s, from the claimed one, %s, of length %s",
                            claim, found.mean(), claimed, length(claimed))
                    .isLessThanOrEqualTo(claim.bias() * length(claimed) + chance + 1e-9);
        }
    }

    private static double length(Tensor vector) {
        return StrictMath.sqrt(vector.square().sum().item());
    }
}

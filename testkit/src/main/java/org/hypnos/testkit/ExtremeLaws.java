package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Entropy;
import org.hypnos.distributions.Mode;
import org.hypnos.distributions.Moments;
import org.hypnos.distributions.Reparameterized;
import org.hypnos.distributions.Support;

/** At the {@link DistributionCase.Extreme extreme parameters} of a case, in both types, limits are right and nothing is NaN. */
public interface ExtremeLaws {
    /** The shape of the draws at each extreme. */
    Shape SAMPLE = Shape.of(50);

    /**
     * Draws are in the support, and of finite log-probability; gradients are finite, or, where the case says that they
     * may be infinite, not NaN; mean, variance and entropy are not NaN, and the mode is in the support.
     *
     * @param trial whose case has the extremes; its own parameters do not matter
     */
    @Property(tries = 3, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void extremeParametersHaveTheirLimits(@ForAll("trials") Trial trial) {
        for (DistributionCase.Extreme extreme : trial.subject().extremes()) {
            for (DType dtype : DType.values()) {
                ImmutableList<Tensor> parameters = extreme.parameters().stream()
                        .map(parameter -> parameter.to(dtype))
                        .collect(ImmutableList.toImmutableList());
                try {
                    requireLimits(new Trial(trial.subject(), parameters, trial.key()), extreme.infiniteGradients());
                } catch (AssertionError e) {
                    throw new AssertionError("at the extreme parameters " + parameters + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static void requireLimits(Trial trial, boolean infiniteGradients) {
        Distribution distribution = trial.distribution();
        Tensor draws = trial.draw(SAMPLE);
        assertThat(distribution.support().require("draw", draws)).isTrue();
        requireFinite("log-prob of draws", distribution.logProb(draws));
        requireGradients(trial, infiniteGradients, "log-prob", q -> q.logProb(draws));
        if (distribution instanceof Reparameterized) {
            requireGradients(
                    trial,
                    infiniteGradients,
                    "draws",
                    q -> ((Reparameterized) q).rsample(RandomStream.of(trial.key()), SAMPLE));
        }
        if (distribution instanceof Moments moments) {
            requireNoNan("mean", moments.mean());
            requireNoNan("variance", moments.variance());
        }
        if (distribution instanceof Entropy known) {
            requireNoNan("entropy", known.entropy());
        }
        if (distribution instanceof Mode known) {
            assertThat(distribution.support().require("mode", known.mode())).isTrue();
        }
        boolean exact = trial.parameters().stream().allMatch(parameter -> parameter.dtype() == DType.FLOAT64);
        if (exact && distribution.support() instanceof Support.Finite) {
            Table.of(trial).ifPresent(Table::requireSumOne);
        }
    }

    private static void requireGradients(
            Trial trial, boolean infinite, String what, Function<Distribution, Tensor> function) {
        ImmutableList<Tensor> gradients = trial.gradients(function);
        for (int i = 0; i < gradients.size(); i++) {
            String name = "gradient of " + what + " for parameter " + i;
            if (infinite) {
                requireNoNan(name, gradients.get(i));
            } else {
                requireFinite(name, gradients.get(i));
            }
        }
    }

    private static void requireFinite(String what, Tensor tensor) {
        for (double element : tensor.toDoubles()) {
            assertThat(element).as(what).isFinite();
        }
    }

    private static void requireNoNan(String what, Tensor tensor) {
        for (double element : tensor.toDoubles()) {
            assertThat(element).as(what).isNotNaN();
        }
    }
}

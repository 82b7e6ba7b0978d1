package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Numbers;

/** Probabilities add up to one. */
public interface NormalizationLaws {
    /** For single numbers; of larger events there are too many. */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void probabilitiesAddUpToOne(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        if (distribution.support() instanceof Numbers.Finite support
                && distribution.eventShape().rank() == 0) {
            double[] sums = new double[distribution.batchShape().size()];
            for (int index = 0; index < support.count(); index++) {
                Tensor value = trial.parameters().get(0).filled(distribution.batchShape(), support.element(index));
                double[] probabilities = distribution.logProb(value).exp().toDoubles();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += probabilities[i];
                }
            }
            for (double sum : sums) {
                assertThat(sum).isCloseTo(1, within(1e-12));
            }
        }
    }
}

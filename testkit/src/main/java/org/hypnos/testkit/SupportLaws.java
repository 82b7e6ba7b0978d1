package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Numbers;
import org.hypnos.distributions.Support;

/** What is outside the support. */
public interface SupportLaws {
    /**
     * Where assertions are enabled, a value outside the support is refused with a message that names it and the support.
     *
     * <p>Where they are not, it scores -infinity, and no gradient is NaN unless the value is infinite. Zeros and ones are the exception: the log-prob of
     * binary units is linear in the value, and nobody looks whether it is one of both.
     *
     * @param trial of any distribution
     */
    @Property(tries = 20, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void valuesOutsideTheSupportAreRefusedOrImpossible(@ForAll("trials") Trial trial) {
        Support support = trial.distribution().support();
        Tensor draw = trial.draw(Shape.SCALAR);
        int element = (int) Math.floorMod(trial.key(), (long) draw.shape().size());
        DoubleStream.of(Double.NEGATIVE_INFINITY, -1e9, -1, -0.5, 0, 0.5, 1, 1.5, 2, 1e9, Double.POSITIVE_INFINITY)
                .mapToObj(x -> with(draw, element, x))
                .filter(value -> isOutside(support, value))
                .forEach(value -> requireOutside(trial, value, draw, element));
    }

    private static Tensor with(Tensor draw, int element, double x) {
        double[] numbers = draw.toDoubles();
        numbers[element] = x;
        return Tensor.of(DType.FLOAT64, draw.shape(), numbers);
    }

    private static boolean isOutside(Support support, Tensor value) {
        return DoubleStream.of(support.contains(value).toDoubles()).anyMatch(inside -> inside == 0);
    }

    private static void requireOutside(Trial trial, Tensor value, Tensor draw, int element) {
        Distribution distribution = trial.distribution();
        if (Distribution.class.desiredAssertionStatus()) {
            assertThatThrownBy(() -> distribution.logProb(value).detach())
                    .as("log-prob of %s", value)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(value.get(element)))
                    .hasMessageContaining(distribution.support().toString());
        } else if (!(distribution.support() instanceof Numbers.Booleans)) {
            double[] expected = distribution.logProb(draw).toDoubles();
            expected[element / distribution.eventShape().size()] = Double.NEGATIVE_INFINITY;
            assertThat(distribution.logProb(value).toDoubles())
                    .as("log-prob of %s", value)
                    .containsExactly(expected);
            if (Double.isFinite(value.get(element))) {
                for (Tensor gradient : trial.gradients(q -> q.logProb(value))) {
                    assertThat(gradient.toDoubles())
                            .as("gradient of the log-prob of %s", value)
                            .doesNotContain(Double.NaN);
                }
            }
        }
    }
}

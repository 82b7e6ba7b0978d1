package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.Context;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

/** The properties find a gradient that a program hides, and say of which parameter. */
class ProgramGradientSlipsTest {
    private static final Dataset DATA =
            Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(3), new double[] {0.5, -1.2, 2})));

    /** A model with the mean of x as {@code mean} reads it. */
    private static ProgramGradientProperties properties(DType dtype, BiFunction<Context, Parameter, Tensor> mean) {
        return new ProgramGradientProperties() {
            @Override
            protected Programs programs() {
                ParameterStore theta = new ParameterStore("model", dtype, 1);
                ParameterStore phi = new ParameterStore("guide", dtype, 1);
                Parameter location = theta.create("location", Shape.SCALAR, Initializer.constant(0.4));
                Tensor one = Tensor.scalar(dtype, 1);
                return Programs.of(
                        Program.of(
                                theta, context -> context.sample("x", new Normal(mean.apply(context, location), one))),
                        Program.of(phi, context -> {}));
            }

            @Override
            protected Arbitrary<Dataset> data() {
                return Arbitraries.just(DATA);
            }
        };
    }

    @Test
    void aParameterThatIsReadAsItShouldIsRight() {
        properties(DType.FLOAT64, Context::param).gradientsOfLogProbsAgreeWithDifferences(DATA, 1);
    }

    @Test
    void aParameterThatIsReadPastTheContextIsFound() {
        ProgramGradientProperties slip = properties(
                DType.FLOAT64,
                (context, location) ->
                        context.param(location).add(location.value().square()));
        assertThatThrownBy(() -> slip.gradientsOfLogProbsAgreeWithDifferences(DATA, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("of log p of the model for parameter model/location[], along direction [")
                .hasMessageContaining("by tape")
                .hasMessageContaining("by differences");
    }

    @Test
    void singlePrecisionIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        properties(DType.FLOAT32, Context::param).gradientsOfLogProbsAgreeWithDifferences(DATA, 1))
                .withMessageContaining("need programs in FLOAT64");
    }
}

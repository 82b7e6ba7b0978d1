package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.layers.AutoregressiveBernoulli;
import org.junit.jupiter.api.Test;

class GuideMeansTest {
    private static final Tensor X = Tensor.of(DType.FLOAT64, Shape.of(3, 2), 0, 1, 1, 1, 0, 0);
    private static final Dataset DATA = Dataset.of(Map.of("x", X));
    private static final ParameterStore NONE = new ParameterStore("none", DType.FLOAT64, 1);
    private static final Program GUIDE = Program.of(NONE, context -> {
        Tensor low = context.sample("low", new Bernoulli(context.given("x").mul(2)).toEvent(1));
        context.sample("top", new Normal(low.mul(3), low.constant(1)).toEvent(1));
    });

    @Test
    void laterSitesSeeTheMeansOfEarlierOnes() {
        double on = 1 / (1 + Math.exp(-2));
        assertThat(GuideMeans.of(GUIDE, DATA, "low", Engine.fastest(), 2).toDoubles())
                .containsExactly(new double[] {0.5, on, on, on, 0.5, 0.5}, within(1e-14));
        Tensor top = GuideMeans.of(GUIDE, DATA, "top", Engine.fastest(), 2);
        assertThat(top.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(top.toDoubles())
                .containsExactly(new double[] {1.5, 3 * on, 3 * on, 3 * on, 1.5, 1.5}, within(1e-14));
    }

    @Test
    void whatHasNoMeanAndWhatThereIsNot() {
        Program chain = Program.of(
                NONE,
                context -> context.sample(
                        "low",
                        new AutoregressiveBernoulli(context.given("x"), Tensor.zeros(DType.FLOAT64, Shape.of(2, 2)))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuideMeans.of(chain, DATA, "low", Engine.fastest(), 1))
                .withMessageContaining("site 'low' has no mean to take in place of a draw");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuideMeans.of(GUIDE, DATA, "middle", Engine.fastest(), 1))
                .withMessageContaining("the guide has no site 'middle', but");
    }

    @Test
    void unitsInARowAreReconstructedGivenTheDatasUnitsBefore() {
        Tensor lateral = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 9, 4, 9, 9);
        Program chain = Program.of(
                NONE,
                context -> context.sample(
                        "x", new AutoregressiveBernoulli(X.slice(0, 2, 3).reshape(Shape.of(2)), lateral)));
        double second = 1 / (1 + Math.exp(-4));
        assertThat(Reconstruction.of(chain, GUIDE, DATA, "x", Engine.fastest(), 1)
                        .toDoubles())
                .containsExactly(new double[] {0.5, 0.5, 0.5, second, 0.5, 0.5}, within(1e-14));
    }
}

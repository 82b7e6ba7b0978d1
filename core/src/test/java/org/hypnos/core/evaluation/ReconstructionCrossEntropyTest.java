package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Consumer;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Context;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

class ReconstructionCrossEntropyTest {
    private static final Tensor ONE = Tensor.scalar(DType.FLOAT64, 1);
    private static final double[] X = {0, 1, 1};
    private static final Dataset DATA = Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(3), X)));

    private static Program program(String name, Consumer<Context> body) {
        return Program.of(new ParameterStore(name, DType.FLOAT64, 1), body);
    }

    private final Program model = program("model", context -> {
        Tensor top = context.sample("top", new Normal(ONE, ONE));
        Tensor low = context.sample("low", new Bernoulli(top));
        context.sample("x", new Bernoulli(low.mul(3).sub(1)));
    });
    private final Program guide = program("guide", context -> {
        Tensor low =
                context.sample("low", new Bernoulli(context.given("x").mul(2).sub(0.5)));
        context.sample("top", new Normal(low.mul(2), ONE));
    });

    private ReconstructionCrossEntropy of(Program p, Program q) {
        return ReconstructionCrossEntropy.of(p, q, DATA, Engine.fastest(), 2);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** What the model makes of the mean of "low"; nothing above it matters. */
    private static double mean(double x) {
        return sigmoid(3 * sigmoid(2 * x - 0.5) - 1);
    }

    @Test
    void meansGoInAndTheDataAreScored() {
        double sum = 0;
        double squares = 0;
        for (double x : X) {
            double own = -Math.log(x == 1 ? mean(x) : 1 - mean(x));
            sum += own;
            squares += own * own;
        }
        ReconstructionCrossEntropy found = of(model, guide);
        assertThat(found.nats()).isCloseTo(sum / 3, within(1e-13));
        double deviation = Math.sqrt((squares - sum * sum / 3) / 2);
        assertThat(found.overData().halfWidth()).isCloseTo(1.96 * deviation / Math.sqrt(3), within(1e-13));
        assertThat(found.data()).isEqualTo(3);
        assertThat(found.toString()).startsWith("reconstruction cross-entropy ").contains("not a likelihood");
    }

    @Test
    void reconstructionsAreMeansOfMeans() {
        Tensor found = Reconstruction.of(model, guide, DATA, "x", Engine.fastest(), 1);
        assertThat(found.shape()).isEqualTo(Shape.of(3));
        assertThat(found.toDoubles()).containsExactly(new double[] {mean(0), mean(1), mean(1)}, within(1e-14));
    }

    @Test
    void itCanFallBelowTheEntropy() {
        Program copies = program("model", context -> {
            Tensor h = context.sample("h", new Bernoulli(ONE.mul(0)));
            context.sample("x", new Bernoulli(h.mul(40).sub(20)));
        });
        Program copier = program(
                "guide",
                context -> context.sample(
                        "h", new Bernoulli(context.given("x").mul(40).sub(20))));
        double entropy = -Math.log(1 / 3.0) / 3 - Math.log(2 / 3.0) * 2 / 3;
        assertThat(of(copies, copier).nats()).isLessThan(1e-7);
        assertThat(ExactNll.of(copies, DATA, Engine.fastest(), 1).nats()).isGreaterThan(entropy);
    }

    @Test
    void waysThatPartAreReconstructedEach() {
        Program branching = program("model", context -> {
            Tensor low = context.sample("low", new Bernoulli(ONE));
            double way = context.branchOn(low.greater(low.constant(0.5)));
            context.sample("x", new Bernoulli(low.mul(way == 1 ? 3 : 2).sub(1)));
        });
        Program up = program(
                "guide",
                context -> context.sample(
                        "low", new Bernoulli(context.given("x").mul(2).sub(0.5))));
        double zero = sigmoid(2 * sigmoid(-0.5) - 1);
        assertThat(Reconstruction.of(branching, up, DATA, "x", Engine.fastest(), 1)
                        .toDoubles())
                .containsExactly(new double[] {zero, mean(1), mean(1)}, within(1e-14));
        assertThat(of(branching, up).nats())
                .isCloseTo(-(Math.log(1 - zero) + 2 * Math.log(mean(1))) / 3, within(1e-14));
    }

    @Test
    void whatHasNoMeanIsRefusedByName() {
        Program choosing = program("guide", context -> {
            Tensor x = context.given("x");
            context.sample("low", new Categorical(Tensor.stack(x.shape().rank(), x, x)));
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(model, choosing))
                .withMessageContaining("site 'low' has no mean to take in place of a draw");
        Program halfway = program("guide", context -> context.sample("low", new Bernoulli(context.given("x"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(model, halfway))
                .withMessageContaining("site 'top' of the model has no mean, since the guide has no such site");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconstruction.of(model, guide, DATA, "y", Engine.fastest(), 1))
                .withMessage("the data have no 'y', but [x]");
    }
}

package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

class DreamLossTest {
    private static final Tensor ONE = Tensor.scalar(DType.FLOAT64, 1);

    private final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
    private final Parameter shift = theta.create("shift", Shape.of(), Initializer.zeros());
    private final Program model = Program.of(theta, context -> {
        Tensor z = context.sample("z", new Normal(context.param(shift), ONE));
        context.sample("x", new Normal(z, ONE));
    });

    /** q = N(a x + b, s^2). */
    private static Program guide(double a, double b, double variance) {
        return Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample(
                        "z", new Normal(context.given("x").mul(a).add(b), ONE.mul(Math.sqrt(variance)))));
    }

    private static double closedForm(double a, double b, double variance) {
        return Math.log(2 * Math.PI * variance) / 2 + (1 - 2 * a + 2 * a * a + b * b) / (2 * variance);
    }

    @Test
    void amortisedGaussiansHaveAClosedForm() {
        Dreams dreams = Dreams.of(model, 20_000, 3);
        double[][] guides = {{0.5, 0, 0.5}, {0, 0, 1}, {0.7, -0.4, 2}};
        for (double[] own : guides) {
            DreamLoss loss = DreamLoss.of(guide(own[0], own[1], own[2]), dreams, 2);
            assertThat(loss.monteCarlo().halfWidth()).isBetween(1e-3, 0.03);
            assertThat(loss.nats())
                    .isCloseTo(
                            closedForm(own[0], own[1], own[2]),
                            within(loss.monteCarlo().halfWidth() * 5 / 1.96));
        }
        assertThat(closedForm(0.5, 0, 0.5)).as("the least").isCloseTo(1.0723649429, within(1e-10));
    }

    @Test
    void dreamsStayWhenTheModelMoves() {
        Dreams dreams = Dreams.of(model, 150, 3);
        DreamLoss before = DreamLoss.of(guide(0.5, 0, 0.5), dreams, 1);
        shift.set(ONE.mul(100));
        assertThat(DreamLoss.of(guide(0.5, 0, 0.5), dreams, 3)).isEqualTo(before);
        assertThat(DreamLoss.of(guide(0.5, 0, 0.5), Dreams.of(model, 150, 3), 1).nats())
                .isGreaterThan(before.nats() + 100);
    }

    @Test
    void aSeedSaysWhichAndMoreBeginWithTheSame() {
        Program q = guide(0.5, 0, 0.5);
        DreamLoss one = DreamLoss.of(q, Dreams.of(model, 130, 3), 1);
        assertThat(DreamLoss.of(q, Dreams.of(model, 130, 3), 2)).isEqualTo(one);
        assertThat(DreamLoss.of(q, Dreams.of(model, 130, 4), 1)).isNotEqualTo(one);
        assertThat(one.dreams()).isEqualTo(130);
        assertThat(Dreams.of(model, 300, 3).logProb(q, 0).toDoubles())
                .isEqualTo(Dreams.of(model, 130, 3).logProb(q, 0).toDoubles());
    }

    @Test
    void inputsComeFromTheData() {
        Program labelled = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor z = context.sample("z", new Normal(context.given("label"), ONE));
            context.sample("x", new Normal(z, ONE));
        });
        Program q = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample("z", new Normal(context.given("label"), ONE)));
        int n = 4000;
        double[] labels = new double[n];
        for (int i = 0; i < n; i++) {
            labels[i] = 50.0 * i;
        }
        Dataset data = Dataset.of(Map.of(
                        "label", Tensor.of(DType.FLOAT64, Shape.of(n), labels),
                        "x", Tensor.zeros(DType.FLOAT64, Shape.of(n))))
                .withInputs(Set.of("label"));
        DreamLoss loss = DreamLoss.of(q, Dreams.of(labelled, data, 1), 2);
        double entropy = Math.log(2 * Math.PI * Math.E) / 2;
        assertThat(loss.nats()).isCloseTo(entropy, within(loss.monteCarlo().halfWidth() * 5 / 1.96));
    }

    @Test
    void dreamsMayTakeDifferentWays() {
        Program branching = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor first = context.sample("first", new Bernoulli(ONE.mul(0)));
            if (context.branchOn(first) == 1) {
                context.sample("second", new Bernoulli(ONE.mul(0)));
            }
        });
        Program q = Program.of(new ParameterStore("guide", DType.FLOAT64, 1), context -> {
            Tensor first = context.sample("first", new Bernoulli(ONE.mul(0)));
            if (context.branchOn(first) == 1) {
                context.sample("second", new Bernoulli(ONE.mul(0)));
            }
        });
        DreamLoss loss = DreamLoss.of(q, Dreams.of(branching, 5000, 2), 2);
        assertThat(loss.nats())
                .isCloseTo(1.5 * Math.log(2), within(loss.monteCarlo().halfWidth() * 5 / 1.96));
    }

    @Test
    void theNumberNamesWhatItIs() {
        assertThat(DreamLoss.of(guide(0, 0, 1), Dreams.of(model, 10, 1), 1).toString())
                .startsWith("dream loss ")
                .contains("causes of 10 dreams", "Monte Carlo +- ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dreams.of(model, 1, 1))
                .withMessageContaining("found 1");
    }
}

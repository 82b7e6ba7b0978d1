package org.hypnos.distributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class KullbackLeiblerTest {
    private static final KullbackLeibler TABLE = KullbackLeibler.closedForms();
    private static final Tensor LOCATION = Tensor.of(DType.FLOAT64, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    private static final Normal P = new Normal(LOCATION, LOCATION);
    private static final Normal Q = new Normal(LOCATION.constant(0), LOCATION.constant(2));

    private static Distribution repeated(Normal normal) {
        return new Normal(normal.location().broadcastTo(Shape.of(2, 3)), normal.scale());
    }

    @Test
    void independentPartsAddUp() {
        Tensor each = TABLE.of(P, Q);
        assertThat(each.shape()).isEqualTo(Shape.of(2, 3));
        Distribution q = repeated(Q);
        assertThat(TABLE.of(P.toEvent(1), q.toEvent(1)).toDoubles())
                .isEqualTo(each.sum(-1).toDoubles());
        assertThat(TABLE.of(P.toEvent(2), q.toEvent(1).toEvent(1)).item())
                .isCloseTo(each.sum().item(), within(1e-12));
        assertThat(TABLE.of(P.toEvent(1).toEvent(1), q.toEvent(2)).item())
                .isCloseTo(each.sum().item(), within(1e-12));
    }

    @Test
    void aSharedTransformChangesNothing() {
        assertThat(TABLE.of(
                                TransformedDistribution.of(P, new Monotone.Exp()),
                                TransformedDistribution.of(Q, new Monotone.Exp()))
                        .toDoubles())
                .isEqualTo(TABLE.of(P, Q).toDoubles());
        assertThatThrownBy(() -> TABLE.of(
                        TransformedDistribution.of(P, new Monotone.Exp()),
                        TransformedDistribution.of(Q, new Monotone.Softplus())))
                .hasMessageStartingWith("no rule has a closed form");
    }

    @Test
    void aSharedMaskMasks() {
        Tensor mask = Tensor.of(DType.FLOAT64, Shape.of(3), 1, 0, 1);
        assertThat(TABLE.of(Masked.of(P, mask), Masked.of(repeated(Q), mask)).toDoubles())
                .isEqualTo(TABLE.of(P, Q).mul(mask).toDoubles());
    }

    @Test
    void aPointIsAsFarAsItsLogProb() {
        assertThat(TABLE.of(new Delta(LOCATION), Q).toDoubles())
                .isEqualTo(Q.logProb(LOCATION).neg().toDoubles());
        assertThat(TABLE.of(new Delta(LOCATION).toEvent(1), repeated(Q).toEvent(1))
                        .toDoubles())
                .isEqualTo(Q.logProb(LOCATION).sum(-1).neg().toDoubles());
        Dirichlet dirichlet = new Dirichlet(LOCATION);
        Tensor point = LOCATION.softmax(-1);
        assertThat(TABLE.of(new Delta(point).toEvent(1), dirichlet).toDoubles())
                .isEqualTo(dirichlet.logProb(point).neg().toDoubles());
    }

    @Test
    void aRuleThatIsAddedComesFirst() {
        KullbackLeibler table = TABLE.with(Normal.class, Normal.class, (p, q) -> p.location());
        assertThat(table.of(P, Q)).isSameAs(LOCATION);
        assertThat(table.of(P.toEvent(1), repeated(Q).toEvent(1)).toDoubles())
                .isEqualTo(LOCATION.sum(-1).toDoubles());
        assertThat(TABLE.of(P, Q)).isNotSameAs(LOCATION);
    }

    @Test
    void aMissingRuleSaysWhatToDo() {
        assertThatThrownBy(() -> TABLE.of(P, new Bernoulli(LOCATION)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no rule has a closed form of KL(p || q) for p = Normal[")
                .hasMessageContaining("and q = Bernoulli[")
                .hasMessageEndingWith(
                        "; KullbackLeibler.estimate(p, q, random, draws) estimates it, and with(...) adds a rule");
        assertThatThrownBy(() -> TABLE.of(P.toEvent(1), P))
                .hasMessageStartingWith("KL(p || q) needs events of one shape, found [3] of p = Independent[")
                .hasMessageEndingWith("; is toEvent missing?");
    }

    /** Six standard errors, which fewer than one seed in a hundred million leaves. */
    @Test
    void drawsEstimateIt() {
        KullbackLeibler.Estimate estimate = KullbackLeibler.estimate(P, Q, RandomStream.of(1), 10_000);
        Tensor divergence = TABLE.of(P, Q);
        for (int i = 0; i < 6; i++) {
            double error = estimate.standardError().get(i);
            assertThat(estimate.mean().get(i)).isCloseTo(divergence.get(i), within(6 * error));
            assertThat(error).isBetween(0.0, 0.05 * (1 + divergence.get(i)));
        }
    }

    /** log(p / q) of a fair coin and one that shows one with probability 3/4 is log(2/3) or log(2). */
    @Test
    void theStandardErrorIsThatOfTheMean() {
        Tensor zero = LOCATION.constant(0);
        KullbackLeibler.Estimate estimate = KullbackLeibler.estimate(
                new Bernoulli(zero), new Bernoulli(zero.add(Math.log(3))), RandomStream.of(1), 10_000);
        double exact = Math.log(3) / 2 / Math.sqrt(10_000);
        assertThat(estimate.standardError().item()).isCloseTo(exact, within(0.01 * exact));
    }

    @Test
    void anImpossibleDrawIsInfinitelyFar() {
        Tensor zero = LOCATION.constant(0);
        Uniform q = new Uniform(zero, zero.add(1));
        KullbackLeibler.Estimate estimate =
                KullbackLeibler.estimate(new Normal(zero, zero.add(1)), q, RandomStream.of(1), 100);
        assertThat(estimate.mean().item()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(estimate.standardError().item()).isNaN();
        assertThatThrownBy(() -> KullbackLeibler.estimate(q, q, RandomStream.of(1), 1))
                .hasMessage("a standard error needs at least two draws, found 1");
    }
}

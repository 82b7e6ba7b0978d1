package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

class ElboTest {
    private static final SmallNetwork NETWORK = SmallNetwork.of(DType.FLOAT64, 2, 4, 6);
    private static final Dataset DATA =
            Dataset.of(Map.of("x", RandomStream.of(1).bernoulli(Shape.of(23, 6), Tensor.scalar(DType.FLOAT64, 0))));

    private static ImportanceSampling sampling(Dataset dataset, int samples) {
        return new ImportanceSampling(NETWORK.model(), NETWORK.guide(), dataset, samples, 4, Engine.fastest(), 2);
    }

    /** E_q[log p(x, h) - log q(h given x)] of each datum. */
    private static Tensor exact() {
        Enumeration all = Enumeration.of(NETWORK.model(), NETWORK.guide(), DATA);
        return all.guided().mul(all.logJoint().sub(all.q().logProb())).sum(0);
    }

    @Test
    void theExactValueIsInTheIntervalOfFixedData() {
        Elbo elbo = Elbo.of(sampling(DATA, 2000));
        // Five deviations instead of two: a right estimate is outside for less than one seed in a million.
        assertThat(elbo.nats())
                .isCloseTo(exact().mean().item(), within(elbo.monteCarlo().halfWidth() * 5 / 1.96));
        assertThat(elbo.monteCarlo().halfWidth()).isBetween(1e-4, 0.02);
        assertThat(elbo.samples()).isEqualTo(2000);
        assertThat(elbo.data()).isEqualTo(23);
    }

    @Test
    void theIntervalOverDataIsThatOfTheirValues() {
        Tensor exact = exact();
        double deviation = Math.sqrt(exact.sub(exact.mean()).square().sum().item() / 22);
        assertThat(Elbo.of(sampling(DATA, 5000)).overData().halfWidth())
                .isCloseTo(1.96 * deviation / Math.sqrt(23), within(0.02));
    }

    @Test
    void itIsBelowTheLogLikelihood() {
        double likelihood =
                -ExactNll.of(NETWORK.model(), DATA, Engine.fastest(), 1).nats();
        Elbo elbo = Elbo.of(sampling(DATA, 2000));
        assertThat(elbo.nats()).isLessThan(likelihood - 5 * elbo.monteCarlo().halfWidth());
    }

    @Test
    void aCauseThatTheModelExcludesMakesItInfinite() {
        Tensor all = Tensor.zeros(DType.FLOAT64, Shape.of(3));
        Tensor possible = Tensor.of(DType.FLOAT64, Shape.of(3), 0, 0, Double.NEGATIVE_INFINITY);
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            context.sample("h", new Categorical(possible));
            context.sample("x", new Normal(all.sum(), all.sum().add(1)));
        });
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1), context -> context.sample("h", new Categorical(all)));
        Dataset one = Dataset.of(Map.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(1))));
        ImportanceSampling sampling = new ImportanceSampling(model, guide, one, 100, 1, Engine.fastest(), 1);
        assertThat(Elbo.of(sampling).nats()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ImportanceNll.of(sampling).nats()).isFinite();
    }

    @Test
    void theNumberNamesWhatItIs() {
        assertThat(Elbo.of(sampling(DATA, 10)).toString())
                .startsWith("ELBO -")
                .contains("a lower bound of the log-likelihood", "10 draws for each of 23 data", "Monte Carlo +- ");
    }
}

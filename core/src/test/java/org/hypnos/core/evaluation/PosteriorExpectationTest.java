package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;

class PosteriorExpectationTest {
    private static final SmallNetwork NETWORK = SmallNetwork.of(DType.FLOAT64, 2, 4, 6);
    private static final Dataset DATA =
            Dataset.of(Map.of("x", RandomStream.of(1).bernoulli(Shape.of(23, 6), Tensor.scalar(DType.FLOAT64, 0))));

    private static ImportanceSampling sampling(int samples, Engine engine, int threads) {
        return new ImportanceSampling(NETWORK.model(), NETWORK.guide(), DATA, samples, 4, engine, threads);
    }

    private static ImportanceSampling sampling(int samples) {
        return sampling(samples, Engine.fastest(), 2);
    }

    @Test
    void chunksAddUpToTheFormula() {
        int samples = 70;
        Tracer tracer = Tracer.of(new Tracer.Address(4, 0, "importance"), new Workspace(Engine.plain()), 23)
                .copies(samples);
        Trace q = tracer.trace(NETWORK.guide(), DATA.values());
        Tensor weights = tracer.score(NETWORK.model(), q.values())
                .logProb()
                .sub(q.logProb())
                .softmax(0);
        Tensor w = weights.reshape(Shape.of(samples, 23, 1));
        Tensor h = q.sites().get("h").value();
        Tensor mean = w.mul(h).sum(0);
        Tensor variance = w.square().mul(h.sub(mean).square()).sum(0);
        PosteriorExpectation found = PosteriorExpectation.ofSite(sampling(samples), "h");
        assertThat(found.means().shape()).isEqualTo(Shape.of(23, 4));
        assertThat(found.means().toDoubles()).containsExactly(mean.toDoubles(), within(1e-13));
        assertThat(found.variances().toDoubles()).containsExactly(variance.toDoubles(), within(1e-13));
        Tensor sizes = weights.square().sum(0);
        for (int i = 0; i < 23; i++) {
            assertThat(found.effectiveSampleSize().ofEach().get(i)).isCloseTo(1 / sizes.get(i), within(1e-9));
        }
    }

    @Test
    void posteriorMeansAreThoseByEnumeration() {
        Enumeration all = Enumeration.of(NETWORK.model(), NETWORK.guide(), DATA);
        Tensor h = all.p().sites().get("h").value();
        Tensor exact = all.posterior().reshape(Shape.of(16, 23, 1)).mul(h).sum(0);
        PosteriorExpectation found = PosteriorExpectation.ofSite(sampling(5000), "h");
        for (int i = 0; i < 23 * 4; i++) {
            // 92 numbers, 6 deviations, and the bias of a ratio: false alarm below 1e-6
            double width = found.interval(i).halfWidth();
            assertThat(width).isBetween(1e-3, 0.1);
            assertThat(found.means().get(i)).isCloseTo(exact.get(i), within(width * 6 / 1.96));
        }
    }

    @Test
    void anyFunctionOfTheCauses() {
        Enumeration all = Enumeration.of(NETWORK.model(), NETWORK.guide(), DATA);
        Tensor many = all.p().sites().get("h").value().sum(-1).greater(Tensor.scalar(DType.FLOAT64, 2.5));
        Tensor exact = all.posterior().mul(many).sum(0);
        PosteriorExpectation found = PosteriorExpectation.of(
                sampling(5000), values -> values.get("h").sum(-1).greater(Tensor.scalar(DType.FLOAT64, 2.5)));
        assertThat(found.means().shape()).isEqualTo(Shape.of(23));
        for (int i = 0; i < 23; i++) {
            assertThat(found.means().get(i))
                    .isCloseTo(exact.get(i), within(found.interval(i).halfWidth() * 6 / 1.96 + 1e-9));
        }
    }

    @Test
    void aFunctionMayBeTheSameForAllParticles() {
        PosteriorExpectation found = PosteriorExpectation.of(sampling(10), values -> {
            Tensor x = values.get("x");
            return x.reshape(Shape.of(1).concat(x.shape()));
        });
        assertThat(found.means().toDoubles())
                .containsExactly(DATA.values().get("x").toDoubles(), within(1e-14));
    }

    @Test
    void threadsAndEnginesChangeNoBit() {
        double[] one = PosteriorExpectation.ofSite(sampling(60, Engine.plain(), 1), "h")
                .means()
                .toDoubles();
        assertThat(PosteriorExpectation.ofSite(sampling(60, Engine.fastest(), 3), "h")
                        .means()
                        .toDoubles())
                .isEqualTo(one);
    }

    @Test
    void slipsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PosteriorExpectation.ofSite(sampling(10), "g"))
                .withMessageContainingAll("no site 'g'", "[x, h]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PosteriorExpectation.of(
                        sampling(10), values -> values.get("h").sum()))
                .withMessageContaining("does not begin with the plate");
    }
}

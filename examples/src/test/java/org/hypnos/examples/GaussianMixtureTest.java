package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Posteriors and likelihoods of a program that branches, against figures from elsewhere. */
class GaussianMixtureTest {
    private final GaussianMixture truth = GaussianMixture.truth(DType.FLOAT64);

    private static Tensor numbers(double... x) {
        return Tensor.of(DType.FLOAT64, Shape.of(x.length), x);
    }

    private static double nll(Program model, Dataset dataset) {
        return ExactNll.of(model, dataset, Engine.fastest(), 1).nats();
    }

    @Test
    void posteriorsAreExact() {
        double[][] posterior = truth.posterior(truth.model(), numbers(0, 190));
        assertThat(posterior[0][0]).isCloseTo(0.85993986, within(1e-8));
        assertThat(posterior[1][0]).isCloseTo(0.13965625, within(1e-8));
        assertThat(posterior[2][0]).isCloseTo(0.00040387, within(1e-8));
        assertThat(posterior[19][1]).isCloseTo(0.88495275, within(1e-8));
        assertThat(nll(truth.model(), Dataset.of(ImmutableMap.of("x", numbers(0)))))
                .isCloseTo(6.4379266386, within(1e-10));
    }

    /** The expectation over the truth, by an even grid, which is exact for functions this smooth. */
    @Test
    void expectedLikelihoodsAreExact() {
        int points = 401;
        double[] x = new double[points];
        double[] density = new double[points];
        double sum = 0;
        for (int i = 0; i < points; i++) {
            x[i] = -60 + 310.0 * i / (points - 1);
            for (int c = 0; c < GaussianMixture.COMPONENTS; c++) {
                double z = (x[i] - GaussianMixture.mean(c)) / 5;
                density[i] += (c + 5) / 290.0 * Math.exp(-z * z / 2);
            }
            sum += density[i];
        }
        Tensor probabilities = numbers(density).div(sum);
        Dataset grid = Dataset.weighted(ImmutableMap.of("x", numbers(x)), probabilities);
        assertThat(nll(truth.model(), grid)).isCloseTo(5.252446, within(1e-6));
        GaussianMixture even = new GaussianMixture(DType.FLOAT64, new double[GaussianMixture.COMPONENTS], 1);
        assertThat(nll(even.model(), grid)).isCloseTo(5.335222, within(1e-6));
    }

    @Test
    @Tag("bits")
    void groupsOfOneComponentAreSingleRunsToTheBit() {
        GaussianMixture mixture = new GaussianMixture(DType.FLOAT64, new double[GaussianMixture.COMPONENTS], 1);
        Tensor x = truth.sample(1, 9).values().get("x");
        Tracer tracer = Tracer.of(new Tracer.Address(1, 0, "test"), new Workspace(Engine.fastest()), 9)
                .copies(5);
        Trace grouped = tracer.trace(mixture.guide(), ImmutableMap.of("x", x));
        Trace single = tracer.looped().trace(mixture.guide(), ImmutableMap.of("x", x));
        assertThat(grouped.values().get("c").toDoubles())
                .isEqualTo(single.values().get("c").toDoubles());
        assertThat(grouped.logProb().toDoubles()).isEqualTo(single.logProb().toDoubles());
        Trace p = tracer.score(mixture.model(), grouped.values());
        assertThat(p.parts()).hasSizeBetween(2, 20);
        assertThat(p.logProb().toDoubles())
                .isEqualTo(tracer.looped()
                        .score(mixture.model(), single.values())
                        .logProb()
                        .toDoubles());
    }
}

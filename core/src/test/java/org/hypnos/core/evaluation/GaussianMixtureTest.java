package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.audit.Audit;
import org.hypnos.core.audit.AuditOptions;
import org.hypnos.core.audit.ExactPosterior;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;

/** The mixture of 20 Gaussians of Le et al. 2019, as a program that branches on its component. */
class GaussianMixtureTest {
    private static final int COMPONENTS = 20;

    private static Program model(IntToDoubleFunction weight) {
        Tensor logits = Tensor.of(
                DType.FLOAT64,
                Shape.of(COMPONENTS),
                IntStream.range(0, COMPONENTS)
                        .mapToDouble(weight)
                        .map(Math::log)
                        .toArray());
        return Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            double component = context.branchOn(context.sample("z", new Categorical(logits)));
            context.sample("x", new Normal(logits.constant(10 * component), logits.constant(5)));
        });
    }

    private static Program truth() {
        return model(k -> k + 5);
    }

    private static Dataset data(double... x) {
        return Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(x.length), x)));
    }

    private static ImmutableList<ExactPosterior> posteriors(double... x) {
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample("z", new Categorical(Tensor.zeros(DType.FLOAT64, Shape.of(COMPONENTS)))));
        return Audit.run(truth(), guide, data(x), ImmutableMap.of(), new AuditOptions(1, 2, 0))
                .posteriors();
    }

    @Test
    void posteriors() {
        ImmutableList<ExactPosterior> posteriors = posteriors(0, 190);
        assertThat(posteriors.get(0).logProb()).isCloseTo(-6.4379266386, within(1e-10));
        double[] first = {0.85993986, 0.13965625, 0.00040387};
        for (int k = 0; k < 3; k++) {
            assertThat(posteriors.get(0).causes().get(k).probability()).isCloseTo(first[k], within(1e-8));
        }
        assertThat(posteriors.get(1).causes()).hasSize(COMPONENTS);
        assertThat(posteriors.get(1).causes().get(19).probability()).isCloseTo(0.88495275, within(1e-8));
    }

    /** Even points from -60 to 250; the sum over them is as good as the integral. */
    private static double[] grid() {
        return IntStream.rangeClosed(0, 620).mapToDouble(i -> -60 + 0.5 * i).toArray();
    }

    private static double[] density() {
        return Arrays.stream(grid())
                .map(x -> IntStream.range(0, COMPONENTS)
                        .mapToDouble(k -> (k + 5) * Math.exp(-(x - 10 * k) * (x - 10 * k) / 50))
                        .sum())
                .toArray();
    }

    @Test
    void expectedLogProb() {
        Tensor density = Tensor.of(DType.FLOAT64, Shape.of(621), density());
        Dataset weighted = Dataset.weighted(data(grid()).values(), density.div(density.sum()));
        assertThat(ExactNll.of(truth(), weighted, Engine.fastest(), 1).nats()).isCloseTo(5.252446, within(1e-6));
        assertThat(ExactNll.of(model(k -> 1), weighted, Engine.fastest(), 1).nats())
                .isCloseTo(5.335222, within(1e-6));
    }

    /** The mean over x of the distance between the posterior and the uniform distribution. */
    @Test
    void aUniformGuideIsFarOff() {
        double[] density = density();
        double sum = Arrays.stream(density).sum();
        ImmutableList<ExactPosterior> posteriors = posteriors(grid());
        double mean = 0;
        for (int i = 0; i < density.length; i++) {
            double squares = posteriors.get(i).causes().stream()
                    .mapToDouble(cause -> cause.probability() - 1.0 / COMPONENTS)
                    .map(error -> error * error)
                    .sum();
            mean += density[i] / sum * Math.sqrt(squares);
        }
        assertThat(mean).isCloseTo(0.728792, within(1e-6));
    }
}

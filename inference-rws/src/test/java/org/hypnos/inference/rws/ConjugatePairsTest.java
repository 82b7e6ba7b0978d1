package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Programs;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Beta;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Exponential;
import org.hypnos.distributions.Gamma;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.Poisson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the exact posterior as guide, every weight is p(x), whatever is drawn. */
class ConjugatePairsTest {
    private static final int PARTICLES = 5;

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    /** A prior, what it explains, and what follows from that. */
    private record Pair(
            String name,
            Distribution prior,
            Function<Tensor, Distribution> likelihood,
            List<Double> data,
            Distribution posterior,
            double evidence) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Pair> pairs() {
        Gamma standard = new Gamma(number(1), number(1));
        return Stream.of(
                new Pair(
                        "Normal-Normal",
                        new Normal(number(0), number(1)),
                        mean -> new Normal(mean, number(1)),
                        Collections.nCopies(50, 0.0),
                        new Normal(number(0), number(1 / Math.sqrt(51))),
                        -47.9128394766),
                new Pair(
                        "Gamma-Poisson",
                        standard,
                        Poisson::new,
                        List.of(1.0, 2.0, 3.0),
                        new Gamma(number(7), number(4)),
                        -5.6097159656),
                new Pair(
                        "Gamma-Exponential",
                        standard,
                        Exponential::new,
                        List.of(3.0, 2.0),
                        new Gamma(number(3), number(6)),
                        -4.6821312271),
                new Pair(
                        "Beta-Bernoulli",
                        new Beta(number(1), number(1)),
                        p -> new Bernoulli(p.log().sub(p.neg().log1p())),
                        List.of(0.0, 1.0, 1.0, 1.0),
                        new Beta(number(4), number(2)),
                        -2.9957322736));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theExactPosteriorWeighsAllDrawsAlike(Pair pair) {
        ImmutableMap.Builder<String, Tensor> data = ImmutableMap.builder();
        for (int i = 0; i < pair.data().size(); i++) {
            data.put("x" + i, Tensor.of(DType.FLOAT64, Shape.of(1), pair.data().get(i)));
        }
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Distribution likelihood = pair.likelihood().apply(context.sample("h", pair.prior()));
            for (int i = 0; i < pair.data().size(); i++) {
                context.sample("x" + i, likelihood);
            }
        });
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1), context -> context.sample("h", pair.posterior()));
        Workspace workspace = new Workspace(Engine.fastest());
        Tracer tracer =
                Tracer.of(new Tracer.Address(7, 0, "wake"), workspace, 1).recording(new Tape(workspace));
        Losses losses = new ReweightedWakeSleep(Programs.of(model, guide), Settings.of(PARTICLES, 1, 1))
                .phases()
                .get(0)
                .objective()
                .evaluate(tracer, Batch.of(data.buildOrThrow(), ImmutableSet.of()));
        assertThat(-losses.theta().loss().item()).isCloseTo(pair.evidence(), within(1e-9));
        double[] equal = new double[PARTICLES];
        Arrays.fill(equal, 1.0 / PARTICLES);
        assertThat(losses.weighing().weights().toDoubles()).containsExactly(equal, within(1e-11));
    }
}

package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Schedule;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Losses of Gaussian programs. Expectations are sums over an even grid, one point a datum, which for such smooth functions
 * are exact to all digits.
 */
class GaussianTest {
    private final Workspace workspace = new Workspace(Engine.fastest());
    private final Tape tape = new Tape(workspace);

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }

    /** {@code points} even steps over [-width, width] in each of {@code axes}, one of which runs along each row. */
    private static Tensor grid(int axes, int points, double width) {
        int count = (int) Math.pow(points, axes);
        double[] values = new double[axes * count];
        for (int axis = 0; axis < axes; axis++) {
            for (int i = 0; i < count; i++) {
                int digit = i / (int) Math.pow(points, axis) % points;
                values[axis * count + i] = width * (2.0 * digit / (points - 1) - 1);
            }
        }
        return Tensor.of(DType.FLOAT64, Shape.of(axes, count), values);
    }

    /** Standard normal probabilities of a grid's points. */
    private static Tensor probabilities(Tensor grid) {
        Tensor density = grid.square().sum(0).mul(-0.5).exp();
        return density.div(density.sum());
    }

    private Losses evaluate(
            ReweightedWakeSleep algorithm, int phase, ImmutableMap<String, Tensor> values, boolean given) {
        Batch batch = Batch.of(values, given ? values.keySet() : ImmutableSet.of());
        Tracer tracer = Tracer.of(
                        new Tracer.Address(1, 0, "wake"),
                        workspace,
                        values.values().iterator().next().shape().dim(-1))
                .recording(tape);
        return algorithm.phases().get(phase).objective().evaluate(tracer, batch);
    }

    /** z ~ N(0, 1), x ~ N(z, 1). */
    private static Program model() {
        return Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor z = context.sample("z", new Normal(number(0), number(1)));
            context.sample("x", new Normal(z, number(1)));
        });
    }

    /** The sum over the data -0.5 and 2 of the expected log of the mean weight, with draws of the prior as guide. */
    @ParameterizedTest
    @CsvSource({"1, 0, -4.9628770664", "2, 1, -4.1571669686"})
    void weightsBelongToOneDatum(int particles, double insomnia, double expected) {
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample("z", new Normal(number(0), number(1))));
        Tensor grid = grid(particles, 181, 9);
        double sum = 0;
        for (double x : new double[] {-0.5, 2}) {
            Losses losses = evaluate(
                    new ReweightedWakeSleep(Programs.of(model(), guide), Settings.of(particles, insomnia, 1)),
                    0,
                    ImmutableMap.of(
                            "x",
                            Tensor.full(DType.FLOAT64, Shape.of(grid.shape().dim(1)), x),
                            "z",
                            grid),
                    false);
            sum -= losses.theta().loss().mul(probabilities(grid)).sum().item();
        }
        assertThat(sum).isCloseTo(expected, within(1e-9));
    }

    /** I_0(x), the modified Bessel function, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int i = 1; term > 1e-18 * sum; i++) {
            term *= x * x / (4.0 * i * i);
            sum += term;
        }
        return sum;
    }

    /**
     * The same data with one weight for both: log w_k is -r_k^2 / 2 - log(2 pi), where r_k is the distance of z_k from x, which
     * for z ~ N(0, I) has the density r exp(-(r^2 + |x|^2) / 2) I_0(r |x|). The sum is over r = exp(t - exp(-t)) with even t.
     */
    @Test
    void jointWeightsAreWorse() {
        Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample("z", new Normal(number(0), number(1))));
        Settings joint = new Settings(2, Schedule.constant(0), 1, 1, true, true, 0, true);
        ReweightedWakeSleep algorithm = new ReweightedWakeSleep(Programs.of(model(), guide), joint);
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(2), -0.5, 2);
        int points = 91;
        double step = 0.06;
        double[] r = new double[points];
        double[] probability = new double[points];
        for (int i = 0; i < points; i++) {
            double t = -3 + step * i;
            r[i] = Math.exp(t - Math.exp(-t));
            double density = r[i] * Math.exp(-(r[i] * r[i] + 4.25) / 2) * bessel(r[i] * Math.sqrt(4.25));
            probability[i] = density * r[i] * (1 + Math.exp(-t)) * step;
        }
        assertThat(Arrays.stream(probability).sum()).isCloseTo(1, within(1e-12));
        double sum = 0;
        for (int i = 0; i < points; i++) {
            for (int j = 0; j <= i; j++) {
                Tensor z = Tensor.of(DType.FLOAT64, Shape.of(2, 2), -0.5 + r[i], 2, -0.5 + r[j], 2);
                Losses losses = evaluate(algorithm, 0, ImmutableMap.of("x", x, "z", z), false);
                sum -= losses.theta().loss().sum().item() * probability[i] * probability[j] * (i == j ? 1 : 2);
            }
        }
        assertThat(sum).isCloseTo(-4.2158093586, within(1e-9)).isLessThan(-4.1571669686);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0, 0.70710678118654752", "0.3, -0.4, 1.1", "-1, 2, 0.5"})
    void dreamsOfAnAmortisedGuideHaveTheLossOfTheFormula(double a, double b, double s) {
        ParameterStore store = new ParameterStore("guide", DType.FLOAT64, 1);
        Parameter slope = store.create("slope", Shape.SCALAR, Initializer.constant(a));
        Parameter offset = store.create("offset", Shape.SCALAR, Initializer.constant(b));
        Parameter scale = store.create("scale", Shape.SCALAR, Initializer.constant(s));
        Program guide = Program.of(store, context -> {
            Tensor mean = context.given("x").mul(context.param(slope)).add(context.param(offset));
            context.sample("z", new Normal(mean, context.param(scale)));
        });
        Tensor grid = grid(2, 41, 12);
        Tensor z = grid.slice(0, 0, 1);
        Losses losses = evaluate(
                new ReweightedWakeSleep(Programs.of(model(), guide), Settings.of(1, 0, 1)),
                1,
                ImmutableMap.of("z", z, "x", grid.sum(0)),
                true);
        Tensor loss = losses.phi().loss().mul(probabilities(grid)).sum();
        double numerator = 1 - 2 * a + 2 * a * a + b * b;
        double expected = Math.log(2 * Math.PI * s * s) / 2 + numerator / (2 * s * s);
        assertThat(loss.item()).isCloseTo(expected, within(1e-12));
        Gradients gradients = tape.gradients(loss);
        assertThat(gradients.of(slope).item()).isCloseTo((2 * a - 1) / (s * s), within(1e-11));
        assertThat(gradients.of(offset).item()).isCloseTo(b / (s * s), within(1e-11));
        assertThat(gradients.of(scale).item()).isCloseTo(1 / s - numerator / (s * s * s), within(1e-11));
        assertThat(expected).isGreaterThan(1.0723649429 - 1e-10);
    }

    /** x ~ N(0, sd sqrt 5), y1, y2 ~ N(x, sd sqrt 2): the best guide is N(5/12 (y1 + y2), sd sqrt(5/6)). */
    @Test
    void inferenceCompilationFindsThePosterior() {
        Tensor prior = number(Math.sqrt(5));
        Tensor noise = number(Math.sqrt(2));
        Program model = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor x = context.sample("x", new Normal(number(0), prior));
            context.sample("y1", new Normal(x, noise));
            context.sample("y2", new Normal(x, noise));
        });
        ParameterStore store = new ParameterStore("guide", DType.FLOAT64, 1);
        Parameter slopes =
                store.create("slopes", Shape.of(2, 1), (random, dtype, shape) -> Tensor.full(dtype, shape, 5.0 / 12));
        Parameter scale = store.create("scale", Shape.SCALAR, Initializer.constant(0.9128709291752769));
        Program guide = Program.of(store, context -> {
            Tensor mean = context.param(slopes).slice(0, 0, 1).sum().mul(context.given("y1"));
            mean = mean.add(context.param(slopes).slice(0, 1, 2).sum().mul(context.given("y2")));
            context.sample("x", new Normal(mean, context.param(scale)));
        });
        Tensor grid = grid(3, 31, 9);
        Tensor x = grid.slice(0, 0, 1).mul(prior);
        Losses losses = evaluate(
                new ReweightedWakeSleep(Programs.of(model, guide), Settings.of(1, 0, 1)),
                1,
                ImmutableMap.of(
                        "x", x,
                        "y1", grid.slice(0, 1, 2).mul(noise).add(x),
                        "y2", grid.slice(0, 2, 3).mul(noise).add(x)),
                true);
        Tensor loss = losses.phi().loss().mul(probabilities(grid)).sum();
        Gradients gradients = tape.gradients(loss);
        assertThat(gradients.of(slopes).toDoubles()).containsExactly(new double[2], within(1e-10));
        assertThat(gradients.of(scale).item()).isCloseTo(0, within(1e-10));
        double entropy = 0.5 * Math.log(2 * Math.PI * Math.E * 5 / 6);
        assertThat(loss.item()).as("the posterior's entropy").isCloseTo(entropy, within(1e-11));
    }
}

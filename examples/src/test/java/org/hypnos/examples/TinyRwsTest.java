package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Cells;
import org.hypnos.core.Draws;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Moments;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The tiny reweighted wake-sleep and the real one compute the same from the same draws. */
class TinyRwsTest {
    private static final int CAUSES = 3;
    private static final int PIXELS = 4;
    private static final int PARTICLES = 5;
    private static final double INSOMNIA = 0.25;
    private static final double[][] DATA = {{0, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 1}};

    private static double uniform(String phase, String site, int datum, int particle, int unit) {
        return new SplittableRandom(Objects.hash(7, phase, site, datum, particle, unit)).nextDouble();
    }

    /** Draws by {@link #uniform}, for the real one. */
    private record Fed(String phase) implements Draws {
        @Override
        public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global) {
            Shape shape = cells.plate().concat(distribution.eventShape()).unnamed();
            Tensor mean = ((Moments) distribution).mean().unnamed();
            double[] probabilities = mean.broadcastTo(shape).toDoubles();
            int units = distribution.eventShape().size();
            double[] drawn = new double[shape.size()];
            for (int i = 0; i < drawn.length; i++) {
                int datum = i / units % DATA.length;
                int particle = i / units / DATA.length;
                drawn[i] = uniform(phase, site, datum, particle, i % units) < probabilities[i] ? 1 : 0;
            }
            Shape full = sampleShape.concat(distribution.batchShape()).concat(distribution.eventShape());
            return Tensor.of(DType.FLOAT64, full, drawn);
        }

        @Override
        public Draws pathwise() {
            return this;
        }
    }

    /** Parameters of the tiny one, with biases that are not zero. */
    private static Map<String, double[]> parameters() {
        Map<String, double[]> parameters = TinyRws.parameters(CAUSES, PIXELS);
        parameters.replaceAll((name, numbers) -> new SplittableRandom(name.hashCode())
                .doubles(numbers.length, -2, 2)
                .toArray());
        return parameters;
    }

    @Test
    void lossesAndGradientsAreThoseOfTheRealOne() {
        Map<String, double[]> parameters = parameters();
        Map<String, Double> tiny = new LinkedHashMap<>();
        Map<String, TinyRws.Num[]> leaves = TinyRws.watch(parameters);
        TinyRws.Rws rws = new TinyRws.Rws(PARTICLES, INSOMNIA, TinyRwsTest::uniform);
        for (int datum = 0; datum < DATA.length; datum++) {
            TinyRws.Losses losses = rws.of(leaves, datum, DATA[datum]);
            losses.theta().backward();
            losses.phi().backward();
            tiny.put("theta of " + datum, losses.theta().value);
            tiny.put("phi of " + datum, losses.phi().value);
        }
        leaves.forEach((name, own) -> {
            for (int i = 0; i < own.length; i++) {
                tiny.put(name + " " + i, own[i].gradient);
            }
        });
        Map<String, Double> real = real(parameters);
        assertThat(tiny).containsOnlyKeys(real.keySet());
        // Ours and Java's exp and log may differ in the last digit, and sums add in another order.
        tiny.forEach((name, number) -> assertThat(number).as(name).isCloseTo(real.get(name), within(2e-15)));
    }

    /** The same numbers by the installed plugin. */
    private static Map<String, Double> real(Map<String, double[]> parameters) {
        Programs programs = Helmholtz.machine(PIXELS, CAUSES, DType.FLOAT64, 1);
        Iterable<Parameter> all =
                Iterables.concat(programs.model().parameters(), programs.guide().parameters());
        all.forEach(parameter ->
                parameter.set(Tensor.of(DType.FLOAT64, parameter.shape(), parameters.get(local(parameter)))));
        Map<String, String> options = Map.of(
                "particles", String.valueOf(PARTICLES), "insomnia", String.valueOf(INSOMNIA), "sleepParticles", "1");
        Map<String, Double> real = new LinkedHashMap<>();
        Tensor x = Tensor.stack(
                0,
                Arrays.stream(DATA)
                        .map(row -> Tensor.of(DType.FLOAT64, Shape.of(PIXELS), row))
                        .toArray(Tensor[]::new));
        Batch batch = Batch.of(ImmutableMap.of("x", x), ImmutableSet.of());
        for (Phase phase :
                Inference.installed().create("rws", programs, options).phases()) {
            Tape tape = new Tape();
            Tracer tracer = Tracer.of(new Fed(phase.name()), Workspace.HEAP, tape, 0, DATA.length);
            Losses losses = phase.objective().evaluate(tracer, batch);
            add(real, tape, losses.theta(), "theta", programs.model().parameters());
            add(real, tape, losses.phi(), "phi", programs.guide().parameters());
        }
        return real;
    }

    private static void add(
            Map<String, Double> sums,
            Tape tape,
            Losses.@Nullable Side side,
            String name,
            Iterable<Parameter> parameters) {
        if (side == null) {
            return;
        }
        for (int datum = 0; datum < DATA.length; datum++) {
            sums.merge(name + " of " + datum, side.loss().get(datum), Double::sum);
        }
        Gradients gradients = tape.gradients(side.loss().sum());
        for (Parameter parameter : parameters) {
            double[] own = gradients.of(parameter).toDoubles();
            for (int i = 0; i < own.length; i++) {
                sums.merge(local(parameter) + " " + i, own[i], Double::sum);
            }
        }
    }

    private static String local(Parameter parameter) {
        return parameter.name().substring(parameter.name().indexOf('/') + 1);
    }

    @Test
    void itLearns() {
        double[][] data = {{0, 0, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 1}, {1, 1, 1, 1}};
        Map<String, double[]> parameters = TinyRws.parameters(2, 4);
        for (int step = 0; step < 1_000; step++) {
            int now = step;
            TinyRws.Uniform uniform = (phase, site, datum, particle, unit) ->
                    new SplittableRandom(Objects.hash(now, phase, site, datum, particle, unit)).nextDouble();
            TinyRws.step(parameters, new TinyRws.Rws(5, 0.5, uniform), 0.5, data);
        }
        assertThat(TinyRws.exactNll(parameters, data)).isBetween(Math.log(4), Math.log(4) + 0.1);
    }

    @Test
    void thePageShowsTheFile() throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/hypnos/examples/TinyRws.java"));
        assertThat(Files.readString(Path.of("..", "docs", "how-it-works.md")))
                .contains(
                        "```java\n" + source.substring(source.indexOf("import")).strip() + "\n```");
    }
}

package org.hypnos.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Cutting, looping and chunking change no draw, in a program whose later draws depend on the earlier ones. */
class KeyedDrawsTest {
    private static final int PARTICLES = 6;
    private static final int DATA = 8;

    private static Program program(DType dtype) {
        Tensor zero = Tensor.scalar(dtype, 0);
        return Program.of(new ParameterStore("program", dtype, 1), context -> {
            Tensor bits = context.sample("bits", new Bernoulli(Tensor.full(dtype, Shape.of(5), 0.3)).toEvent(1));
            Tensor mean = bits.sumLast(1);
            Tensor z = context.sample("z", new Normal(mean, zero.add(1)));
            Tensor logits = z.reshape(z.shape().concat(Shape.of(1))).mul(Tensor.of(dtype, Shape.of(3), 0, 1, -1));
            Tensor choice = context.sample("choice", new Categorical(logits));
            context.sample("x", new Normal(choice.add(context.given("offset")), zero.add(1)));
        });
    }

    private static Tracer tracer() {
        return Tracer.of(new Tracer.Address(11, 4, "wake"), new Workspace(Engine.fastest()), DATA);
    }

    private static Map<String, Tensor> given(DType dtype, int from, int to) {
        double[] offsets = new double[to - from];
        for (int i = from; i < to; i++) {
            offsets[i - from] = i;
        }
        return Map.of("offset", Tensor.of(dtype, Shape.of(to - from), offsets));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void vectorisedAndLoopedParticlesDrawTheSameValues(DType dtype) {
        Trace all = tracer().copies(PARTICLES).trace(program(dtype), given(dtype, 0, DATA));
        for (int k = 0; k < PARTICLES; k++) {
            Trace one = tracer().particles(k, 1).trace(program(dtype), given(dtype, 0, DATA));
            requireSameWindow(all, one, k, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "5"})
    void windowsOfAllSizesDrawTheSameValues(int size) {
        Trace all = tracer().copies(PARTICLES).trace(program(DType.FLOAT32), given(DType.FLOAT32, 0, DATA));
        for (int from = 0; from < DATA; from += size) {
            int to = Math.min(DATA, from + size);
            Trace window = tracer().data(from, to - from)
                    .copies(PARTICLES)
                    .trace(program(DType.FLOAT32), given(DType.FLOAT32, from, to));
            requireSameWindow(all, window, 0, from);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 3, 5", "0, 6, 7, 1", "5, 1, 0, 8"})
    void windowsOfParticlesAndDataDrawTheSameValues(int particle, int particles, int datum, int data) {
        Trace all = tracer().copies(PARTICLES).trace(program(DType.FLOAT64), given(DType.FLOAT64, 0, DATA));
        Trace window = tracer().data(datum, data)
                .particles(particle, particles)
                .trace(program(DType.FLOAT64), given(DType.FLOAT64, datum, datum + data));
        requireSameWindow(all, window, particle, datum);
    }

    private static void requireSameWindow(Trace all, Trace window, int particle, int datum) {
        int particles = window.plate().dim(0);
        int data = window.plate().dim(1);
        window.sites().forEach((name, site) -> {
            Tensor expected = cut(all.values().get(name), particle, particles, datum, data);
            assertThat(site.value().toDoubles()).as(name).isEqualTo(expected.toDoubles());
        });
        assertThat(window.logProb().toDoubles())
                .isEqualTo(cut(all.logProb(), particle, particles, datum, data).toDoubles());
    }

    private static Tensor cut(Tensor tensor, int particle, int particles, int datum, int data) {
        return tensor.slice(0, particle, particle + particles).slice(1, datum, datum + data);
    }
}

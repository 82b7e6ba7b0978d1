package org.hypnos.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.OneHotCategorical;
import org.junit.jupiter.api.Test;

class LatentStatesTest {
    private static LatentStates states(int bits) {
        Program program = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            context.sample("bits", new Bernoulli(Tensor.zeros(DType.FLOAT64, Shape.of(bits))).toEvent(1));
            context.sample("choice", new Categorical(Tensor.zeros(DType.FLOAT64, Shape.of(4))));
            context.sample("x", new Bernoulli(Tensor.scalar(DType.FLOAT64, 0)));
        });
        Tracer tracer = Tracer.of(new Tracer.Address(1, 0, "draw"), new Workspace(Engine.plain()), 1);
        Trace trace = tracer.trace(program, Map.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(1))));
        return LatentStates.of(trace, DType.FLOAT64);
    }

    @Test
    void everyJointValueComesOnce() {
        LatentStates states = states(3);
        assertThat(states.count()).isEqualTo(32);
        assertThat(states.sites().keySet()).containsExactly("bits", "choice");
        Set<String> seen = new HashSet<>();
        for (int from = 0; from < 32; from += 8) { // in pieces
            Map<String, Tensor> values = states.values(from, 8);
            assertThat(values.get("bits").shape()).isEqualTo(Shape.of(8, 1, 3));
            assertThat(values.get("choice").shape()).isEqualTo(Shape.of(8, 1));
            for (int i = 0; i < 8; i++) {
                seen.add(values.get("bits").slice(0, i, i + 1) + " "
                        + values.get("choice").get(i));
            }
        }
        assertThat(seen).hasSize(32);
    }

    @Test
    void justTwoToTheTwentiethAreAllowed() {
        assertThat(states(18).count()).isEqualTo(LatentStates.MOST);
    }

    @Test
    void vectorsAreDigitsToo() {
        Program program = Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            context.sample("bit", new Bernoulli(Tensor.scalar(DType.FLOAT64, 0)));
            context.sample("choices", new OneHotCategorical(Tensor.zeros(DType.FLOAT64, Shape.of(2, 3))).toEvent(1));
        });
        Tracer tracer = Tracer.of(new Tracer.Address(1, 0, "draw"), new Workspace(Engine.plain()), 1);
        LatentStates states = LatentStates.of(tracer.trace(program, Map.of()), DType.FLOAT64);
        assertThat(states.count()).isEqualTo(2 * 3 * 3);
        Map<String, Tensor> values = states.values(0, 18);
        Tensor choices = values.get("choices");
        assertThat(choices.shape()).isEqualTo(Shape.of(18, 1, 2, 3));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 18; i++) {
            assertThat(choices.slice(0, i, i + 1).sum(-1).toDoubles()).containsExactly(1, 1);
            seen.add(values.get("bit").get(i) + " " + choices.slice(0, i, i + 1));
        }
        assertThat(seen).hasSize(18);
    }
}

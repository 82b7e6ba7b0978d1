package org.hypnos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that branch on what they draw: in groups that take one way, and one by one. */
class BranchingTest {
    private static final int PARTICLES = 7;
    private static final int DATA = 9;

    /** A wake phase of a pair: what was drawn, log-probabilities, and gradients of a weighted sum of them. */
    private record Wake(Trace q, Trace p, Gradients gradients) {
        static Wake of(BranchingPair pair, boolean looped, int from, int to) {
            Workspace workspace = new Workspace(Engine.fastest());
            Tape tape = new Tape(workspace);
            Tracer tracer = Tracer.of(new Tracer.Address(8, 3, "wake"), workspace, to - from)
                    .data(from, to - from)
                    .recording(tape)
                    .copies(PARTICLES);
            tracer = looped ? tracer.looped() : tracer;
            Tensor x = workspace.adopt(pair.data(DATA)
                    .slice(0, from, to)
                    .reshape(Shape.of(to - from, 2).named(Tracer.DATUM)));
            Trace q = tracer.trace(pair.guide(), Map.of("x", x));
            Trace p = tracer.score(pair.model(), q.values());
            Tensor logWeights = p.logProb().sub(q.logProb().detach());
            Tensor loss = logWeights
                    .logSumExp(0)
                    .sum()
                    .add(logWeights.detach().softmax(0).mul(q.logProb()).sum());
            return new Wake(q, p, tape.gradients(loss));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    @Tag("bits")
    void groupsAndSingleRunsAgree(DType dtype) {
        BranchingPair pair = new BranchingPair(dtype);
        Wake grouped = Wake.of(pair, false, 0, DATA);
        Wake single = Wake.of(pair, true, 0, DATA);
        assertThat(grouped.p().parts()).hasSizeBetween(3, 10);
        assertThat(single.p().parts()).hasSize(PARTICLES * DATA);
        assertThat(grouped.q().values().get("way").toDoubles())
                .isEqualTo(single.q().values().get("way").toDoubles())
                .contains(0, 1, 2);
        assertThat(grouped.q().logProb().toDoubles())
                .isEqualTo(single.q().logProb().toDoubles());
        assertThat(grouped.p().logProb().toDoubles())
                .isEqualTo(single.p().logProb().toDoubles());
        for (String site : grouped.q().sites().keySet()) {
            assertThat(grouped.q().logProb(site).toDoubles())
                    .as(site)
                    .isEqualTo(single.q().logProb(site).toDoubles());
        }
        requireSameGradients(pair.model(), grouped, single, dtype);
        requireSameGradients(pair.guide(), grouped, single, dtype);
    }

    private static void requireSameGradients(Program program, Wake grouped, Wake single, DType dtype) {
        for (Parameter parameter : program.parameters()) {
            double[] a = grouped.gradients().of(parameter).toDoubles();
            double[] b = single.gradients().of(parameter).toDoubles();
            double largest = 0;
            for (double entry : b) {
                largest = Math.max(largest, Math.abs(entry));
            }
            assertThat(largest).as(parameter.name()).isPositive();
            double tolerance = largest * (dtype == DType.FLOAT64 ? 1e-12 : 1e-5);
            assertThat(a).as(parameter.name()).containsExactly(b, within(tolerance));
        }
    }

    @Test
    void cuttingTheBatchChangesNoDraw() {
        BranchingPair pair = new BranchingPair(DType.FLOAT64);
        Tensor all = Wake.of(pair, false, 0, DATA).p().logProb();
        Tensor right = Wake.of(pair, false, 4, DATA).p().logProb();
        assertThat(right.toDoubles()).isEqualTo(all.slice(1, 4, DATA).toDoubles());
    }

    private static Tracer tracer(int particles, int data) {
        return Tracer.of(new Tracer.Address(1, 0, "wake"), new Workspace(Engine.fastest()), data)
                .copies(particles);
    }

    private static Program coin(java.util.function.Consumer<Context> onOne) {
        ParameterStore store = new ParameterStore("program", DType.FLOAT64, 1);
        return Program.of(store, context -> {
            Tensor coin = context.sample("coin", new Bernoulli(Tensor.scalar(DType.FLOAT64, 0)));
            if (context.branchOn(coin) == 1) {
                onOne.accept(context);
            }
        });
    }

    @Test
    void aSiteThatOnlySomeHaveIsMissingForOthers() {
        Normal normal = new Normal(Tensor.scalar(DType.FLOAT64, 0), Tensor.scalar(DType.FLOAT64, 1));
        Trace some = tracer(4, 5).trace(coin(context -> context.sample("z", normal)), Map.of());
        Program all = Program.of(new ParameterStore("all", DType.FLOAT64, 1), context -> context.sample("z", normal));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracer(4, 5).score(all, some.values()))
                .withMessageContaining("value 'z' is missing for particle")
                .withMessageContaining("took a way without it");
    }

    @Test
    void globalSitesAreSharedByAllWays() {
        Normal normal = new Normal(Tensor.scalar(DType.FLOAT64, 0), Tensor.scalar(DType.FLOAT64, 1));
        Program program = coin(context -> context.sample("z", normal));
        Program global = Program.of(program.parameters(), context -> {
            context.sampleGlobal("beta", normal);
            program.run(context);
        });
        Trace trace = tracer(3, 6).trace(global, Map.of());
        assertThat(trace.parts()).hasSize(2);
        Tensor beta = trace.values().get("beta");
        assertThat(beta.shape().toArray()).containsExactly(3, 1);
        for (int k = 0; k < 3; k++) {
            double own = beta.get(k);
            assertThat(trace.globalLogProb().get(k))
                    .isEqualTo(-0.5 * own * own - 0.5 * StrictMath.log(2 * Math.PI), within(1e-15));
        }
        Trace whole = tracer(3, 6)
                .trace(Program.of(program.parameters(), context -> context.sampleGlobal("beta", normal)), Map.of());
        assertThat(whole.globalLogProb().toDoubles())
                .isEqualTo(trace.globalLogProb().toDoubles());
    }

    @Test
    void lossesAddedOnAWayCountForThoseWhoTakeIt() {
        Program program = coin(context -> context.regularize("price", context.given("one")));
        Trace trace = tracer(2, 4).trace(program, Map.of("one", Tensor.full(DType.FLOAT64, Shape.of(4), 1)));
        assertThat(trace.regularization().get("price").toDoubles())
                .isEqualTo(trace.values().get("coin").toDoubles());
    }

    @Test
    void oneByOneAProgramMayReadEachValue() {
        ParameterStore store = new ParameterStore("program", DType.FLOAT64, 1);
        Program reader = Program.of(store, context -> {
            double coin = context.sample("coin", new Bernoulli(Tensor.scalar(DType.FLOAT64, 0)))
                    .item();
            context.sample("y", new Normal(Tensor.scalar(DType.FLOAT64, 10 * coin), Tensor.scalar(DType.FLOAT64, 1)));
        });
        Trace trace = tracer(3, 5).looped().trace(reader, Map.of());
        double[] coins = trace.values().get("coin").toDoubles();
        double[] y = trace.values().get("y").toDoubles();
        for (int i = 0; i < coins.length; i++) {
            assertThat(y[i]).isBetween(10 * coins[i] - 6, 10 * coins[i] + 6);
        }
    }

    @Test
    void slipsAreNamed() {
        Program wide = coin(context -> assertThat(context.branchOn(Tensor.zeros(DType.FLOAT64, Shape.of(2))))
                .isNaN());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracer(3, 5).trace(wide, Map.of()))
                .withMessageContaining("a run branches on one number for each particle and datum")
                .withMessageContaining("[2]");
    }
}

package org.hypnos.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.Values;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.testkit.GradientClaim.Side;

/**
 * Whether the gradients of a model and a guide are those that differences give, along a random direction of each parameter: of
 * both log-probabilities, and of the losses of all installed algorithms. Extend it, with programs in FLOAT64:
 *
 * <pre>{@code
 * class MyProgramsProperties extends ProgramGradientProperties {
 *     protected Programs programs() {
 *         return Programs.of(model, guide);
 *     }
 *
 *     protected Arbitrary<Dataset> data() {
 *         return Arbitraries.doubles().between(-3, 3).array(double[].class).ofSize(4)
 *                 .map(x -> Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(4), x))));
 *     }
 * }
 * }</pre>
 */
public abstract class ProgramGradientProperties {
    private static final double STEP = 1e-3;
    private static final double TOLERANCE = 1e-6;

    /** {@return a model and its guide, in FLOAT64} */
    protected abstract Programs programs();

    /** {@return a few data: observations and inputs} */
    protected abstract Arbitrary<Dataset> data();

    /**
     * {@return the options of each algorithm whose losses are looked at, by its id; by default all that are installed,
     * without options}
     */
    protected Map<String, Map<String, String>> algorithms() {
        return Maps.transformValues(Inference.installed().providers(), any -> Map.of());
    }

    /** {@return {@link #data()} in FLOAT64, as the properties ask for them} */
    @Provide("data")
    public final Arbitrary<Dataset> provideData() {
        return data().map(dataset -> dataset.to(DType.FLOAT64));
    }

    /**
     * Programs are run anew at parameters that are moved, with the same values: a gradient that a program hides is found.
     *
     * @param data of {@link #data()}, in FLOAT64
     * @param seed of the draws and of the directions
     */
    @Property(tries = 20, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void gradientsOfLogProbsAgreeWithDifferences(@ForAll("data") Dataset data, @ForAll long seed) {
        Programs programs = requireDouble(programs());
        Tracer.Address draws = new Tracer.Address(seed, 0, "check");
        Values values =
                tracer(draws, data).trace(programs.guide(), data.values()).values();
        requireRight("log p of the model", programs.model(), draws, data, values, seed);
        requireRight("log q of the guide", programs.guide(), draws, data, values, seed);
    }

    private static Tracer tracer(Tracer.Address draws, Dataset data) {
        return Tracer.of(draws, Workspace.HEAP, data.size());
    }

    private static void requireRight(
            String what, Program program, Tracer.Address draws, Dataset data, Values values, long seed) {
        Tape tape = new Tape();
        Tensor logProb = total(tracer(draws, data).recording(tape), program, values);
        Gradients gradients = tape.gradients(logProb);
        for (Parameter parameter : program.parameters()) {
            Tensor before = parameter.value();
            try {
                requireRight(what, parameter, gradients, seed, moved -> {
                    parameter.set(moved);
                    return total(tracer(draws, data), program, values);
                });
            } finally {
                parameter.set(before);
            }
        }
    }

    private static Tensor total(Tracer tracer, Program program, Values values) {
        return tracer.score(program, values).logProb(1).sum();
    }

    /**
     * What is constant in a loss, such as draws and weights, stays as it is, whatever it was computed from: the difference is
     * that of the function which the tape recorded.
     *
     * @param data of {@link #data()}, in FLOAT64
     * @param seed of the draws and of the directions
     */
    @Property(tries = 20, seed = "1", edgeCases = EdgeCasesMode.NONE)
    public final void gradientsOfLossesAgreeWithDifferences(@ForAll("data") Dataset data, @ForAll long seed) {
        Programs programs = requireDouble(programs());
        algorithms().forEach((id, options) -> {
            for (Phase phase : PluginCase.phases(Inference.installed().create(id, programs, options))) {
                long step = PluginCase.firstStep(phase);
                Tracer.Address draws = new Tracer.Address(seed, step, phase.name());
                PhaseRun run = PhaseRun.of(phase, draws, data, 0, step);
                for (Side side : Side.values()) {
                    if (side.of(run.losses()) != null) {
                        String what = "the loss for " + side + " of phase '" + phase.name() + "' of " + id;
                        requireRight(what, run, run.loss(side), programs, seed);
                    }
                }
            }
        });
    }

    private static void requireRight(String what, PhaseRun run, Tensor losses, Programs programs, long seed) {
        Tensor loss = losses.sum();
        if (run.tape().reached(loss).isEmpty()) {
            return; // a constant, which no tape has recorded
        }
        Gradients gradients = run.tape().gradients(loss);
        for (Parameter parameter :
                Iterables.concat(programs.model().parameters(), programs.guide().parameters())) {
            requireRight(what, parameter, gradients, seed, moved -> run.tape().replay(loss, Map.of(parameter, moved)));
        }
    }

    private static void requireRight(
            String what, Parameter parameter, Gradients gradients, long seed, Function<Tensor, Tensor> f) {
        Tensor at = parameter.value();
        Tensor normal = RandomStream.of(seed, 0, "direction", parameter.name()).normal(at.shape(), at.constant(0));
        Tensor direction = normal.div(StrictMath.sqrt(normal.square().sum().item()));
        DoubleFunction<Tensor> along = distance -> f.apply(at.add(direction.mul(distance)));
        double analytic = gradients.of(parameter).mul(direction).sum().item();
        double numeric = Differences.slope(STEP, along).item();
        String detail = String.format(
                "of %s for parameter %s, along direction %s", what, parameter, Arrays.toString(direction.toDoubles()));
        new GradientCheck.Report(analytic, numeric, detail, TOLERANCE).requireRight();
    }

    private static Programs requireDouble(Programs programs) {
        ImmutableMap<String, DType> types = ImmutableMap.of(
                "model", programs.model().parameters().dtype(),
                "guide", programs.guide().parameters().dtype());
        checkArgument(
                types.values().stream().allMatch(DType.FLOAT64::equals),
                "differences need programs in FLOAT64, found %s",
                types);
        return programs;
    }
}

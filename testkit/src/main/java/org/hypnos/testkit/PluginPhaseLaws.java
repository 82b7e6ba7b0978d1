package org.hypnos.testkit;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Context;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.hypnos.testkit.GradientClaim.Side;
import org.junit.jupiter.api.Test;

/** Phases move what they say, and nothing else. */
public interface PluginPhaseLaws {
    /** {@return the plugin that is tested} */
    PluginCase subject();

    /** Names are a part of the draws' addresses. */
    @Test
    default void phasesHaveNamesOfTheirOwn() {
        ImmutableList<Phase> phases = subject().phases(new SmallHelmholtz().programs());
        assertThat(phases).extracting(Phase::name).doesNotHaveDuplicates().doesNotContain("");
        assertThat(phases)
                .extracting(Phase::name)
                .as("phases that claims are about")
                .containsAll(
                        subject().claims().stream().map(GradientClaim::phase).toList());
    }

    /**
     * A phase's losses are of shape [data], are for the sides that claims are about, and reach parameters of their own side
     * alone.
     */
    @Test
    default void aPhaseHasALossForEachDatumOfEachSideThatItClaims() {
        PluginCase subject = subject();
        Programs programs = new SmallHelmholtz().programs();
        for (Phase phase : subject.phases(programs)) {
            PhaseRun run = PhaseRun.of(phase, SmallHelmholtz.images());
            for (Side side : Side.values()) {
                boolean claimed = claimed(phase).contains(side);
                assertThat(side.of(run.losses()) != null)
                        .as("whether phase '%s' has a loss for %s, which is claimed: %s", phase.name(), side, claimed)
                        .isEqualTo(claimed);
                if (claimed) {
                    assertThat(run.loss(side).shape())
                            .as("shape of the losses of phase '%s' for %s", phase.name(), side)
                            .isEqualTo(Shape.of(SmallHelmholtz.images().size()));
                    assertThat(run.tape().reached(run.loss(side)))
                            .as("parameters that the loss of phase '%s' for %s reaches", phase.name(), side)
                            .isNotEmpty()
                            .allMatch(side.parameters(programs)::contains);
                }
            }
        }
    }

    private Set<Side> claimed(Phase phase) {
        return subject().claims().stream()
                .filter(claim -> claim.phase().equals(phase.name()))
                .map(GradientClaim::side)
                .collect(toCollection(() -> EnumSet.noneOf(Side.class)));
    }

    /** A training by one phase alone leaves the other side as it is, to the bit. */
    @Test
    default void aPhaseMovesTheSidesThatItClaimsAndNoOther() {
        for (Phase named : subject().phases(new SmallHelmholtz().programs())) {
            Programs programs = new SmallHelmholtz().programs();
            Phase phase = subject().phase(named.name(), programs);
            String theta = digest(Side.THETA, programs);
            String phi = digest(Side.PHI, programs);
            TrainingOptions options = TrainingOptions.of(1, 4).withThreads(1).withOptimizer(Optimizer.adam(0.1));
            try (Training training = new Training(
                    () -> ImmutableList.of(phase),
                    programs.model(),
                    programs.guide(),
                    SmallHelmholtz.images(),
                    options)) {
                for (long step = 0; step <= PluginCase.firstStep(phase); step++) {
                    StepReport unused = training.update();
                }
            }
            Set<Side> claimed = claimed(phase);
            assertThat(!digest(Side.THETA, programs).equals(theta))
                    .as("whether phase '%s' moves the model", phase.name())
                    .isEqualTo(claimed.contains(Side.THETA));
            assertThat(!digest(Side.PHI, programs).equals(phi))
                    .as("whether phase '%s' moves the guide", phase.name())
                    .isEqualTo(claimed.contains(Side.PHI));
        }
    }

    private static String digest(Side side, Programs programs) {
        return ParameterDigest.sha256(side.parameters(programs));
    }

    /** A {@link Programs#defensive()} program is run by a phase, or refused with a reason. */
    @Test
    default void aDefenceIsUsedOrRefused() {
        requireUsedOrRefused("a defensive program", Programs::defendedBy, (context, zero) -> {
            Tensor logits = zero.broadcastTo(Shape.of(SmallHelmholtz.CAUSES));
            context.sample("h", new Bernoulli(logits).toEvent(1));
        });
    }

    /** A program of {@link Programs#conditions()} is run by a phase, or refused with a reason. */
    @Test
    default void aProgramToConditionOnIsUsedOrRefused() {
        requireUsedOrRefused(
                "a program to condition on",
                Programs::conditionOn,
                (context, zero) -> context.sample("beta", new Normal(zero, zero.add(1))));
    }

    private void requireUsedOrRefused(
            String what, BiFunction<Programs, Program, Programs> with, BiConsumer<Context, Tensor> body) {
        Programs pair = new SmallHelmholtz().programs();
        Tensor zero = Tensor.scalar(DType.FLOAT64, 0);
        AtomicBoolean used = new AtomicBoolean();
        Program other = Program.of(new ParameterStore("other", DType.FLOAT64, 1), context -> {
            used.set(true);
            body.accept(context, zero);
        });
        ImmutableList<Phase> phases;
        try {
            phases = subject().phases(with.apply(pair, other));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as("reason against %s", what).isNotBlank();
            return;
        }
        phases.forEach(phase -> {
            PhaseRun unused = PhaseRun.of(phase, SmallHelmholtz.images());
        });
        assertThat(used)
                .as("whether %s was run, since it was not refused", what)
                .isTrue();
    }

    /** Losses belong to their data, unless a phase says that it needs the whole batch. */
    @Test
    default void cuttingABatchChangesNoDatumsLoss() {
        Dataset images = SmallHelmholtz.images();
        for (Phase phase : subject().phases(new SmallHelmholtz().programs())) {
            PhaseRun whole = PhaseRun.of(phase, images);
            for (Side side : phase.jointly() ? Set.<Side>of() : claimed(phase)) {
                Tensor piece = PhaseRun.ofPiece(phase, images, 2, 5).loss(side);
                assertThat(piece.toDoubles())
                        .as("losses of phase '%s' for %s of the data 2, 3 and 4 by themselves", phase.name(), side)
                        .containsExactly(whole.loss(side).slice(0, 2, 5).toDoubles(), within(1e-12));
            }
        }
    }
}

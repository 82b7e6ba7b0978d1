package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.testkit.GradientClaim.Side;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same seed gives the same bits, whatever runs beside and whatever ran before. */
public interface PluginBitsLaws {
    /** Enough for every phase of a usual algorithm to come by a few times. */
    int STEPS = 12;

    /** {@return the plugin that is tested} */
    PluginCase subject();

    /** Reports and parameters of each step have the same bits with 1, 2 and 3 threads. */
    @Test
    @Tag("bits")
    default void anyNumberOfThreadsGivesTheSameBits() {
        ImmutableList<String> one = bits(1);
        for (int threads = 2; threads <= 3; threads++) {
            assertThat(bits(threads)).as("steps with %s threads", threads).isEqualTo(one);
        }
    }

    /** Two trainings that take their steps in turns report the same, and have the same parameters after each step. */
    @Test
    @Tag("bits")
    default void twoTrainingsBesideEachOtherGiveTheSameBits() {
        BarsNetwork first = new BarsNetwork();
        BarsNetwork second = new BarsNetwork();
        try (Training one = first.training(subject(), STEPS, 1);
                Training two = second.training(subject(), STEPS, 1)) {
            for (int step = 0; step < STEPS; step++) {
                assertThat(two.update()).isEqualTo(one.update());
                assertThat(digest(second)).as("parameters after step %s", step).isEqualTo(digest(first));
            }
        }
    }

    /** What each step reports, and the parameters that it leaves. */
    private ImmutableList<String> bits(int threads) {
        BarsNetwork network = new BarsNetwork();
        ImmutableList.Builder<String> bits = ImmutableList.builder();
        try (Training training = network.training(subject(), STEPS, threads)) {
            for (int step = 0; step < STEPS; step++) {
                StepReport report = training.update();
                bits.add(report + " " + digest(network));
            }
        }
        return bits.build();
    }

    private static String digest(BarsNetwork network) {
        return ParameterDigest.sha256(
                network.programs.model().parameters(), network.programs.guide().parameters());
    }

    /**
     * What makes a training resumable: an algorithm that has gone through many steps computes what a new one does at the
     * parameters that stand then, losses and gradients alike.
     */
    @Test
    default void anAlgorithmRemembersNothing() {
        Programs programs = new SmallHelmholtz().programs();
        InferenceAlgorithm old = subject().algorithm(programs);
        for (long step = 0; step < STEPS; step++) {
            List<double[]> after = gradients(old, programs, step);
            List<double[]> fresh = gradients(subject().algorithm(programs), programs, step);
            assertThat(after.toArray(double[][]::new))
                    .as("losses and gradients of step %s, by an algorithm that has taken those before", step)
                    .isDeepEqualTo(fresh.toArray(double[][]::new));
        }
    }

    private static List<double[]> gradients(InferenceAlgorithm algorithm, Programs programs, long step) {
        List<double[]> all = new ArrayList<>();
        for (Phase phase : algorithm.phases()) {
            if (phase.due().test(step)) {
                PhaseRun run = PhaseRun.of(phase, SmallHelmholtz.images(), step);
                for (Side side : Side.values()) {
                    if (side.of(run.losses()) != null) {
                        double[] ones = new double[SmallHelmholtz.images().size()];
                        Arrays.fill(ones, 1);
                        all.add(run.loss(side).toDoubles());
                        all.add(run.gradients(run.loss(side), ones, side.parameters(programs)));
                    }
                }
            }
        }
        return all;
    }
}

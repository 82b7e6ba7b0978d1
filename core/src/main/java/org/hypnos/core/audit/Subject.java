package org.hypnos.core.audit;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Cells;
import org.hypnos.core.Draws;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * A phase at some data.
 *
 * @param dataset in the programs' precision
 * @param rows the one datum that copies are run of, or, together, all
 * @param together whether the data share draws or weights, so that a run has each of them once
 * @param step the number of the training step
 */
record Subject(Phase phase, Dataset dataset, ImmutableIntArray rows, boolean together, long step) {
    /** Losses, and the tape that has recorded them. */
    record Run(Tape tape, Losses losses) {}

    /** What a first run drew. */
    private record Seen(Draws draws, Set<String> sites, Set<String> global) implements Draws {
        @Override
        public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean isGlobal) {
            sites.add(site);
            if (isGlobal) {
                global.add(site);
            }
            return draws.draw(site, distribution, sampleShape, cells, isGlobal);
        }

        @Override
        public Draws pathwise() {
            return new Seen(draws.pathwise(), sites, global);
        }
    }

    private static Subject ofAll(Phase phase, Dataset dataset, long step) {
        int[] all = new int[dataset.size()];
        Arrays.setAll(all, i -> i);
        return new Subject(phase, dataset, ImmutableIntArray.copyOf(all), true, step);
    }

    /** The data one by one, or all together if they share anything. */
    static ImmutableList<Subject> of(Phase phase, Dataset dataset, long step) {
        Subject all = ofAll(phase, dataset, step);
        return phase.jointly() || !all.seen().global().isEmpty()
                ? ImmutableList.of(all)
                : all.rows().stream()
                        .mapToObj(row -> new Subject(phase, dataset, ImmutableIntArray.of(row), false, step))
                        .collect(ImmutableList.toImmutableList());
    }

    /** Whether the phase draws observations, as dreams do. */
    static boolean dreams(Phase phase, Dataset dataset, long step) {
        return ofAll(phase, dataset, step).seen().sites().stream().anyMatch(dataset.values()::containsKey);
    }

    private Seen seen() {
        Seen seen = new Seen(new Tracer.Address(0, step, phase.name()), new LinkedHashSet<>(), new LinkedHashSet<>());
        run(seen, 0, 1, new Workspace(Engine.fastest()));
        return seen;
    }

    /**
     * What each loss of a run counts in the mean over all data, if {@code n} copies count {@code weight} each; together
     * there is one copy.
     */
    double[] shares(int n, IntToDoubleFunction weight) {
        return together
                ? rows.stream()
                        .mapToDouble(row -> share(row) * weight.applyAsDouble(0))
                        .toArray()
                : IntStream.range(0, n)
                        .mapToDouble(i -> share(rows.get(0)) * weight.applyAsDouble(i))
                        .toArray();
    }

    private double share(int row) {
        Tensor probabilities = dataset.probabilities();
        return probabilities == null ? 1.0 / dataset.size() : probabilities.get(row);
    }

    /** What people call a choice. */
    String name(Choice choice) {
        return together && rows.length() > 1 ? choice.site() + "@" + choice.datum() : choice.site();
    }

    DType dtype() {
        return dataset.values().values().iterator().next().dtype();
    }

    /** Runs {@code count} copies, from number {@code first} on; together only one. */
    @CanIgnoreReturnValue
    Run run(Draws draws, int first, int count, Workspace workspace) {
        int[] chosen = rows.toArray();
        if (!together) {
            chosen = new int[count];
            Arrays.fill(chosen, rows.get(0));
        }
        int n = chosen.length;
        Batch batch = new Batch(
                dataset.rows(workspace, chosen, 0, n), dataset.inputNames(), step, dataset.size(), dataset.size());
        Tape tape = new Tape(workspace);
        Tracer tracer =
                Tracer.of(draws, workspace, n).data(together ? 0 : first, n).recording(tape);
        Losses losses = phase.objective().evaluate(tracer, batch);
        checkShape(losses.theta(), n);
        checkShape(losses.phi(), n);
        return new Run(tape, losses);
    }

    private void checkShape(Losses.@Nullable Side side, int data) {
        checkState(
                side == null || side.loss().shape().equals(Shape.of(data)),
                "phase '%s' gives a loss of shape %s, expected one for each datum, [%s]",
                phase.name(),
                side == null ? null : side.loss().shape(),
                data);
    }
}

package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hypnos.autodiff.Tensor;

/**
 * The way of some cells through a program: the numbers on which their run branches, one after the other.
 *
 * <p>Cells whose numbers differ part: their run is given up, and each group of those that agree runs from the start. Draws
 * are keyed, so that a group comes to the same place with the same values, and knows its way from there.
 */
final class Way {
    private final Cells cells;
    private List<Double> numbers; // grows
    private int passed;

    private Way(Cells cells, List<Double> numbers) {
        this.cells = cells;
        this.numbers = numbers.isEmpty() ? numbers : new ArrayList<>(numbers);
    }

    /** The way of cells that have not branched. */
    static Way of(Cells cells) {
        return new Way(cells, List.of());
    }

    Cells cells() {
        return cells;
    }

    boolean branched() {
        return !numbers.isEmpty();
    }

    /** The number of all cells; a {@link Parting} if they have not one. */
    double branchOn(Tensor value) {
        if (passed == numbers.size()) {
            add(common(value));
        }
        return numbers.get(passed++);
    }

    private void add(double number) {
        if (numbers.isEmpty()) {
            numbers = new ArrayList<>(); // most programs do not branch
        }
        numbers.add(number);
    }

    private double common(Tensor value) {
        checkArgument(
                value.shape().broadcastsTo(cells.plate()),
                "a run branches on one number for each particle and datum, but a value of shape %s does not fit the plate"
                        + " %s; is an index or a sum over the event missing?",
                value.shape(),
                cells.plate());
        Tensor each = value.detach().broadcastTo(cells.plate());
        TreeMap<Double, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < each.shape().size(); i++) {
            double number = each.get(i) + 0.0; // of the two zeros, the positive one
            checkArgument(!Double.isNaN(number), "a run cannot branch on NaN");
            groups.computeIfAbsent(number, any -> new ArrayList<>()).add(cells.cell(i));
        }
        if (groups.size() > 1) {
            throw new Parting(groups);
        }
        return groups.firstKey();
    }

    /** That cells which have run together until now take different ways. */
    @SuppressWarnings("serial") // never leaves the tracer
    final class Parting extends RuntimeException {
        private final transient ImmutableSortedMap<Double, List<Integer>> groups;

        Parting(Map<Double, List<Integer>> groups) {
            super("particles and data take different ways", null, false, false);
            this.groups = ImmutableSortedMap.copyOf(groups);
        }

        /** The way of each group, by ascending number. */
        List<Way> ways() {
            ImmutableList.Builder<Way> ways = ImmutableList.builder();
            groups.forEach((number, own) -> {
                Way way = new Way(new Cells.Listed(cells.whole(), Ints.toArray(own)), numbers);
                way.add(number);
                ways.add(way);
            });
            return ways.build();
        }
    }
}

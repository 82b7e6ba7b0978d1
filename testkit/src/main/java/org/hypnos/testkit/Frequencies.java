package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.Tensor;

/** How often draws of single numbers fell in each cell, beside the cells' probabilities. */
final class Frequencies {
    private static final double LEAST_PROBABILITY = 1.0 / 40;
    private static final double LEAST_EXPECTED = 50;

    private final int n;
    private final int batch;
    private final long[] counts; // of shape [cells, batch]
    private final double[] probabilities; // likewise

    private Frequencies(int n, int batch, long[] counts, double... probabilities) {
        this.n = n;
        this.batch = batch;
        this.counts = counts;
        this.probabilities = probabilities;
    }

    /** Of {@code draws}, [n] + batch, in the cells of {@code table}; what is above all of them counts in the last. */
    static Frequencies of(Table table, Tensor draws) {
        Tensor ends = table.ends().orElseThrow();
        int cells = ends.shape().dim(0);
        int n = draws.shape().dim(0);
        int batch = draws.shape().size() / n;
        long[] counts = new long[cells * batch];
        for (int i = 0; i < draws.shape().size(); i++) {
            counts[cell(ends, i % batch, draws.get(i)) * batch + i % batch]++;
        }
        return new Frequencies(n, batch, counts, table.cells().toDoubles());
    }

    /** The first cell whose end is not below {@code x}. */
    private static int cell(Tensor ends, int column, double x) {
        int batch = ends.shape().without(0).size();
        int from = 0;
        int to = ends.shape().dim(0) - 1;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ends.get(middle * batch + column) < x) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    void requireLikely() {
        double statistic = 0;
        int freedom = 0;
        for (int column = 0; column < batch; column++) {
            List<Cell> cells = cells(column);
            statistic += cells.stream().mapToDouble(Cell::chiSquare).sum();
            freedom += cells.size() - 1;
            assertThat(distance(column))
                    .as("distance of distribution functions over %s draws", n)
                    .isLessThan(FalseAlarm.kolmogorov(n));
        }
        assertThat(statistic)
                .as("chi-square with %s degrees of freedom over %s draws", freedom, n)
                .isLessThan(FalseAlarm.chiSquare(freedom));
    }

    private record Cell(double expected, long count) {
        Cell and(Cell other) {
            return new Cell(expected + other.expected, count + other.count);
        }

        double chiSquare() {
            return (count - expected) * (count - expected) / expected;
        }
    }

    /** Joined until each is large enough; what is left over joins the last one. */
    private List<Cell> cells(int column) {
        double least = Math.max(n * LEAST_PROBABILITY, LEAST_EXPECTED);
        List<Cell> cells = new ArrayList<>();
        Cell open = new Cell(0, 0);
        for (int i = column; i < counts.length; i += batch) {
            open = open.and(new Cell(n * probabilities[i], counts[i]));
            if (open.expected >= least) {
                cells.add(open);
                open = new Cell(0, 0);
            }
        }
        cells.add(cells.isEmpty() ? open : cells.remove(cells.size() - 1).and(open));
        return cells;
    }

    private double distance(int column) {
        double distance = 0;
        double expected = 0;
        double found = 0;
        for (int i = column; i < counts.length; i += batch) {
            expected += probabilities[i];
            found += (double) counts[i] / n;
            distance = Math.max(distance, Math.abs(found - expected));
        }
        return distance;
    }
}

package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * Integrals over the events of a continuous distribution of one or two degrees of freedom.
 *
 * <p>What is integrated over are the t of {@link DoubleExponential}. In one dimension panels of t are halved until both halves,
 * each by Gauss's rule, add up to what the panel gave; in two dimensions it is a grid.
 */
final class Quadrature {
    /** So narrow that a kink next to an end, between which and the first node no rule looks, costs less than the error. */
    private static final int PANELS = 192;

    private static final int MOST_PANELS = 4000;
    private static final double ERROR = 1e-14;
    private static final int POINTS_PER_AXIS = 160;

    private final ImmutableList<GaussNode> rule = GaussNode.rule(10);
    private final DoubleExponential nodes;

    private Quadrature(DoubleExponential nodes) {
        this.nodes = nodes;
    }

    /** None for events of more than two degrees of freedom; {@code draws} of shape [n] + batch + event say where to look. */
    static Optional<Table> of(Distribution distribution, Coordinates coordinates, Tensor draws) {
        DoubleExponential nodes = new DoubleExponential(distribution, coordinates, draws);
        return switch (nodes.dimensions()) {
            case 1 -> Optional.of(new Quadrature(nodes).byPanels());
            case 2 -> Optional.of(new Quadrature(nodes).byGrid());
            default -> Optional.empty();
        };
    }

    /** The t from {@code from} to {@code to}. */
    private record Panel(double from, double to) {
        List<Panel> halves() {
            double middle = (from + to) / 2;
            return List.of(new Panel(from, middle), new Panel(middle, to));
        }
    }

    private Table byPanels() {
        List<Panel> open = new ArrayList<>();
        for (int i = 0; i < PANELS; i++) {
            open.add(new Panel(
                    DoubleExponential.REACH * (2.0 * i / PANELS - 1),
                    DoubleExponential.REACH * (2.0 * (i + 1) / PANELS - 1)));
        }
        double[][] whole = integrals(open);
        List<Panel> done = new ArrayList<>();
        while (!open.isEmpty() && done.size() + open.size() < MOST_PANELS) {
            List<Panel> halves = new ArrayList<>();
            open.forEach(panel -> halves.addAll(panel.halves()));
            double[][] parts = integrals(halves);
            List<Panel> next = new ArrayList<>();
            List<double[]> ofNext = new ArrayList<>();
            for (int i = 0; i < open.size(); i++) {
                double[] left = parts[2 * i];
                double[] right = parts[2 * i + 1];
                if (isSum(whole[i], left, right)) {
                    done.addAll(halves.subList(2 * i, 2 * i + 2));
                } else {
                    next.addAll(halves.subList(2 * i, 2 * i + 2));
                    ofNext.add(left);
                    ofNext.add(right);
                }
            }
            open = next;
            whole = ofNext.toArray(new double[0][]);
        }
        done.addAll(open);
        done.sort(Comparator.comparingDouble(Panel::from));
        return table(done);
    }

    private static boolean isSum(double[] whole, double[] left, double[] right) {
        for (int i = 0; i < whole.length; i++) {
            if (Math.abs(whole[i] - left[i] - right[i]) > ERROR) {
                return false;
            }
        }
        return true;
    }

    /** For each panel what the density gives there, for each of the batch. */
    private double[][] integrals(List<Panel> panels) {
        double[] cells = table(panels).cells().toDoubles();
        int batch = cells.length / panels.size();
        double[][] integrals = new double[panels.size()][];
        Arrays.setAll(integrals, i -> Arrays.copyOfRange(cells, i * batch, (i + 1) * batch));
        return integrals;
    }

    private Table table(List<Panel> panels) {
        double[] t = new double[panels.size() * rule.size()];
        double[] weights = new double[t.length];
        double[] ends = new double[panels.size()];
        for (int i = 0; i < panels.size(); i++) {
            Panel panel = panels.get(i);
            double half = (panel.to - panel.from) / 2;
            for (int j = 0; j < rule.size(); j++) {
                GaussNode node = rule.get(j);
                t[i * rule.size() + j] = panel.from + half * (1 + node.at());
                weights[i * rule.size() + j] = half * node.weight();
            }
            ends[i] = panel.to;
        }
        return nodes.table(t, weights, ends);
    }

    /** The trapezoidal rule on each axis. */
    private Table byGrid() {
        double step = 2 * DoubleExponential.REACH / POINTS_PER_AXIS;
        double[] t = new double[2 * POINTS_PER_AXIS * POINTS_PER_AXIS];
        double[] weights = new double[POINTS_PER_AXIS * POINTS_PER_AXIS];
        for (int i = 0; i < weights.length; i++) {
            int row = i / POINTS_PER_AXIS;
            int column = i % POINTS_PER_AXIS;
            t[2 * i] = (row + 0.5) * step - DoubleExponential.REACH;
            t[2 * i + 1] = (column + 0.5) * step - DoubleExponential.REACH;
            weights[i] = step * step;
        }
        return nodes.table(t, weights);
    }
}

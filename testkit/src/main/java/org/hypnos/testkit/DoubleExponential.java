package org.hypnos.testkit;

import java.util.Arrays;
import java.util.Optional;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * The coordinates of a distribution's events as functions of t.
 *
 * <p>A single coordinate is z = center + scale sinh(pi/2 sinh(t)): a density that falls as a power of z or faster falls double
 * exponentially in t (Takahasi and Mori 1974). Each of two is z = center + scale sinh(t), which spends fewer nodes on tails.
 */
final class DoubleExponential {
    /** Where t ends: there (z - center) / scale is 10^137 for a single coordinate, 200 for each of two. */
    static final double REACH = 6;

    private final Distribution distribution;
    private final Coordinates coordinates;
    private final Shape shape; // of the coordinates of the batch's events
    private final double[] center;
    private final double[] scale;

    /** Centers and scales are medians and ranges between quartiles of {@code draws}, of shape [n] + batch + event. */
    DoubleExponential(Distribution distribution, Coordinates coordinates, Tensor draws) {
        this.distribution = distribution;
        this.coordinates = coordinates;
        Tensor z = coordinates.of(draws);
        this.shape = z.shape().without(0);
        this.center = new double[shape.size()];
        this.scale = new double[shape.size()];
        double[] column = new double[z.shape().dim(0)];
        for (int i = 0; i < center.length; i++) {
            for (int j = 0; j < column.length; j++) {
                column[j] = z.get(j * center.length + i);
            }
            Arrays.sort(column);
            center[i] = column[column.length / 2];
            scale[i] = Math.max(column[3 * column.length / 4] - column[column.length / 4], 1e-9);
        }
    }

    /** Degrees of freedom of an event. */
    int dimensions() {
        return shape.size() / distribution.batchShape().size();
    }

    /**
     * The table of nodes {@code t}, as many numbers for each as there are dimensions.
     *
     * @param ends of cells of t, if single numbers are meant
     */
    Table table(double[] t, double[] weights, double... ends) {
        double[] z = new double[t.length / dimensions() * shape.size()];
        double[] slopes = new double[z.length];
        map(t, z, slopes);
        Tensor at = Tensor.of(DType.FLOAT64, Shape.of(weights.length).concat(shape), z);
        Tensor widths = Tensor.of(
                DType.FLOAT64, Shape.of(weights.length).concat(distribution.batchShape()), products(weights, slopes));
        Tensor inside = inside(coordinates.events(at), widths.shape());
        Tensor safe = centered(at, inside);
        Tensor logProbs = distribution.logProb(coordinates.events(safe)).detach();
        Tensor densities = logProbs.add(coordinates.logJacobian(safe, widths.shape(), dimensions()))
                .exp();
        Tensor probabilities = densities.mul(widths).mul(inside);
        Tensor events = coordinates.events(centered(at, probabilities)); // no gradient is infinite at the others
        return new Table(events, logProbs, probabilities, numbers(ends), dimensions() == 1 ? 1e-6 : 1e-5);
    }

    /** One for each event that rounding did not move out of the support. */
    private Tensor inside(Tensor events, Shape plate) {
        Tensor inside = distribution.support().contains(events);
        int parts = inside.shape().size() / plate.size();
        return inside.reshape(plate.concat(Shape.of(parts))).sum(-1).equal(inside.constant(parts));
    }

    /** The coordinates {@code z}, but the center where {@code positive} is not. */
    private Tensor centered(Tensor z, Tensor positive) {
        double[] centered = z.toDoubles();
        for (int i = 0; i < centered.length; i++) {
            centered[i] = positive.get(i / dimensions()) > 0 ? centered[i] : center[i % center.length];
        }
        return Tensor.of(DType.FLOAT64, z.shape(), centered);
    }

    /** The z at {@code t} and the slopes dz/dt; beyond the coordinates' bounds z is the bound, with slope 0. */
    private void map(double[] t, double[] z, double... slopes) {
        int dimensions = dimensions();
        for (int i = 0; i < z.length; i++) {
            int coordinate = i % center.length;
            double at = t[i / center.length * dimensions + coordinate % dimensions];
            double inner = dimensions == 1 ? Math.PI / 2 * Math.sinh(at) : at;
            double moved = center[coordinate] + scale[coordinate] * Math.sinh(inner);
            z[i] = Math.min(Math.max(moved, coordinates.least()), coordinates.most());
            double slope = dimensions == 1 ? Math.PI / 2 * Math.cosh(at) : 1;
            slopes[i] = z[i] == moved ? scale[coordinate] * Math.cosh(inner) * slope : 0;
        }
    }

    /** The events at {@code t} if they are single numbers. */
    private Optional<Tensor> numbers(double... t) {
        if (distribution.eventShape().rank() > 0) {
            return Optional.empty();
        }
        double[] z = new double[t.length * shape.size()];
        map(t, z, new double[z.length]);
        return Optional.of(
                coordinates.events(Tensor.of(DType.FLOAT64, Shape.of(t.length).concat(shape), z)));
    }

    /** For each node and each of the batch its weight times the slopes along all dimensions. */
    private double[] products(double[] weights, double... slopes) {
        int dimensions = dimensions();
        double[] products = new double[slopes.length / dimensions];
        for (int i = 0; i < products.length; i++) {
            products[i] = weights[i / (products.length / weights.length)];
            for (int j = 0; j < dimensions; j++) {
                products[i] *= slopes[i * dimensions + j];
            }
        }
        return products;
    }
}

package org.hypnos.testkit;

import java.util.Arrays;
import java.util.Optional;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * The coordinates of a distribution's events as functions of t: z = center + scale sinh(pi/2 sinh(t)). A density that falls as
 * a power of z or faster falls double exponentially in t (Takahasi and Mori 1974).
 */
final class DoubleExponential {
    /** Where t ends: there (z - center) / scale is 10^137. */
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
        this.shape = distribution.batchShape().concat(coordinates.shape(distribution.eventShape()));
        this.center = new double[shape.size()];
        this.scale = new double[shape.size()];
        Tensor z = coordinates.of(draws);
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
        Tensor logProbs = distribution.logProb(coordinates.events(at)).detach();
        Tensor logJacobian =
                coordinates.logJacobian(at, distribution.eventShape().rank());
        Tensor widths = Tensor.of(DType.FLOAT64, logProbs.shape(), products(weights, slopes));
        Tensor probabilities = logProbs.add(logJacobian).exp().mul(widths);
        double error = dimensions() == 1 ? 1e-6 : 1e-5;
        return new Table(
                coordinates.events(possible(at, probabilities)), logProbs, probabilities, numbers(ends), error);
    }

    /** The z at {@code t} and the slopes dz/dt; where rounding would leave the support z is the last before, with slope 0. */
    private void map(double[] t, double[] z, double... slopes) {
        int dimensions = dimensions();
        for (int i = 0; i < z.length; i++) {
            int coordinate = i % center.length;
            double at = t[i / center.length * dimensions + coordinate % dimensions];
            double inner = Math.PI / 2 * Math.sinh(at);
            double moved = center[coordinate] + scale[coordinate] * Math.sinh(inner);
            z[i] = Math.min(Math.max(moved, coordinates.least()), coordinates.most());
            slopes[i] = z[i] == moved ? scale[coordinate] * Math.PI / 2 * Math.cosh(at) * Math.cosh(inner) : 0;
        }
    }

    /** The coordinates {@code z}, but the center where the probability is zero and gradients may be anything. */
    private Tensor possible(Tensor z, Tensor probabilities) {
        double[] possible = z.toDoubles();
        for (int i = 0; i < possible.length; i++) {
            possible[i] = probabilities.get(i / dimensions()) > 0 ? possible[i] : center[i % center.length];
        }
        return Tensor.of(DType.FLOAT64, z.shape(), possible);
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

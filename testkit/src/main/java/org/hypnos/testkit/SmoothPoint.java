package org.hypnos.testkit;

import java.util.List;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Coordinates of draws at which differences of the log-prob can be trusted: no kink and no end of the support is near. */
final class SmoothPoint {
    private static final int CANDIDATES = 16;

    /** Twice the step of a gradient check, which moves several standard deviations of its directions. */
    private static final double STEP = 4e-3;

    /** The derivatives with this step and its half differ by less, relative to what is greater than one. */
    private static final double ERROR = 1e-3;

    /** As many ways to move parameters against each other and against the value. */
    private static final int DIRECTIONS = 4;

    private final Trial trial;
    private final Coordinates coordinates;

    private SmoothPoint(Trial trial, Coordinates coordinates) {
        this.trial = trial;
        this.coordinates = coordinates;
    }

    /** One for each of the batch, of its shape and that of an event's coordinates. */
    static Tensor of(Trial trial, Coordinates coordinates) {
        return new SmoothPoint(trial, coordinates).among(coordinates.inside(trial.draw(Shape.of(CANDIDATES))));
    }

    /** The smoothest of the candidates {@code z} for each of the batch. */
    private Tensor among(Tensor z) {
        List<Tensor> errors =
                IntStream.range(0, DIRECTIONS).mapToObj(i -> error(z, i)).toList();
        Shape shape = z.shape().without(0);
        int batch = trial.distribution().batchShape().size();
        int size = shape.size() / batch;
        double[] chosen = new double[shape.size()];
        for (int i = 0; i < batch; i++) {
            int candidate = smoothest(errors, i, batch);
            for (int j = i * size; j < (i + 1) * size; j++) {
                chosen[j] = z.get(candidate * shape.size() + j);
            }
        }
        return Tensor.of(DType.FLOAT64, shape, chosen);
    }

    private static int smoothest(List<Tensor> errors, int element, int batch) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            int at = candidate * batch + element;
            double error =
                    errors.stream().mapToDouble(each -> each.get(at)).max().orElseThrow(); // NaN if one is
            if (error < least) {
                best = candidate;
                least = error;
            }
        }
        if (!(least < ERROR)) {
            throw new AssertionError("differences of the log-prob cannot be trusted at any of " + CANDIDATES
                    + " draws; are parameters too close to where it has no gradients?");
        }
        return best;
    }

    /** |slope - slope by half the step| / max(1, |slope|); NaN where there is none. */
    private Tensor error(Tensor z, int direction) {
        Tensor slope = Differences.slope(STEP, distance -> at(z, direction, distance));
        Tensor finer = Differences.slope(STEP / 2, distance -> at(z, direction, distance));
        return slope.sub(finer).abs().div(slope.abs().max(1));
    }

    private Tensor at(Tensor z, int direction, double distance) {
        Tensor[] moved = trial.parameters().toArray(new Tensor[0]);
        for (int i = 0; i < moved.length; i++) {
            moved[i] = moved[i].add((direction >> i & 1) == 0 ? distance : -distance);
        }
        return trial.distribution(moved).logProb(coordinates.events(z.sub(distance)));
    }
}

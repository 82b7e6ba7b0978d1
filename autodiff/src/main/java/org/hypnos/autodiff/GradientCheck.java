package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Compares gradients with finite differences along a random direction, so that a check costs a few evaluations at any
 * size. Inputs are FLOAT64; the function may return any shape, which is reduced by random weights.
 */
public final class GradientCheck {
    /** The step of the differences, whose error is of the order of its fourth power. */
    private static final double STEP = 1e-3;

    private final Function<Tensor[], Tensor> function;
    private final Tensor[] at;
    private final Tensor[] direction;
    private final Tensor weights;

    private GradientCheck(long seed, Function<Tensor[], Tensor> function, Tensor... at) {
        RandomStream random = RandomStream.of(seed);
        this.function = function;
        this.at = at;
        this.direction = new Tensor[at.length];
        for (int i = 0; i < at.length; i++) {
            checkArgument(at[i].dtype() == DType.FLOAT64, "a gradient is checked in FLOAT64, found %s", at[i]);
            direction[i] = random.normal(at[i].shape(), at[i]);
        }
        this.weights = random.normal(function.apply(at).shape(), at[0]);
    }

    /** The directional derivative by the tape and by differences. */
    public record Report(double byTape, double byDifferences, String detail) {
        /** |byTape - byDifferences| / max(1, |byTape|, |byDifferences|); NaN counts as infinite. */
        public double error() {
            double scale = Math.max(1, Math.max(Math.abs(byTape), Math.abs(byDifferences)));
            double error = Math.abs(byTape - byDifferences) / scale;
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }

        /** Throws an {@link AssertionError} that names the worst entry if the error is above {@code tolerance}. */
        public void requireWithin(double tolerance) {
            if (error() > tolerance) {
                throw new AssertionError("gradient by tape " + byTape + ", by differences " + byDifferences
                        + ", relative error " + error() + " > " + tolerance + "; " + detail);
            }
        }
    }

    /** Checks the gradient of {@code function} for all its inputs at {@code at}. */
    public static Report check(long seed, Function<Tensor[], Tensor> function, Tensor... at) {
        return new GradientCheck(seed, function, at).report();
    }

    private Report report() {
        List<Tensor> gradients = gradients();
        double byTape = 0;
        for (int i = 0; i < at.length; i++) {
            byTape += gradients.get(i).mul(direction[i]).sum().item();
        }
        double byDifferences = differences(direction);
        Report report = new Report(byTape, byDifferences, "");
        return report.error() < 1e-7 ? report : new Report(byTape, byDifferences, worstEntry(gradients));
    }

    private List<Tensor> gradients() {
        Tape tape = new Tape();
        Tensor[] watched = new Tensor[at.length];
        for (int i = 0; i < at.length; i++) {
            watched[i] = tape.watch(at[i]);
        }
        Gradients gradients =
                tape.gradients(function.apply(watched).mul(weights).sum());
        List<Tensor> result = new ArrayList<>();
        for (Tensor input : watched) {
            result.add(gradients.of(input));
        }
        return result;
    }

    /** (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12 h. */
    private double differences(Tensor[] along) {
        double near = valueAt(along, STEP) - valueAt(along, -STEP);
        double far = valueAt(along, 2 * STEP) - valueAt(along, -2 * STEP);
        return (8 * near - far) / (12 * STEP);
    }

    private double valueAt(Tensor[] along, double distance) {
        Tensor[] moved = new Tensor[at.length];
        for (int i = 0; i < at.length; i++) {
            moved[i] = at[i].add(along[i].mul(distance));
        }
        return function.apply(moved).mul(weights).sum().item();
    }

    private String worstEntry(List<Tensor> gradients) {
        String worst = "no entry alone is wrong";
        double largest = 0;
        for (int i = 0; i < at.length; i++) {
            for (int j = 0; j < at[i].shape().size(); j++) {
                Tensor[] unit = new Tensor[at.length];
                for (int k = 0; k < at.length; k++) {
                    int one = k == i ? j : -1;
                    unit[k] = Tensor.zeros(DType.FLOAT64, at[k].shape());
                    new Output(unit[k]).fill(element -> element == one ? 1 : 0);
                }
                double byDifferences = differences(unit);
                double byTape = gradients.get(i).get(j);
                if (!(Math.abs(byTape - byDifferences) <= largest)) {
                    largest = Math.abs(byTape - byDifferences);
                    worst = "worst entry: input " + i + " " + at[i].shape() + ", element " + j + ", by tape " + byTape
                            + ", by differences " + byDifferences;
                }
            }
        }
        return worst;
    }
}

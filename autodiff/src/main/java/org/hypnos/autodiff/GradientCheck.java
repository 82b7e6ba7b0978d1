package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Compares gradients with finite differences: along a random direction, which sees every entry at the cost of a few
 * evaluations, and at eight random entries one by one. Differences are always those of FLOAT64, so for FLOAT32 inputs the
 * function is called with either type. It may return any shape, which is reduced by random weights.
 */
public final class GradientCheck {
    /** The step of the differences, whose error is of the order of its fourth power. */
    private static final double STEP = 1e-3;

    private static final int ENTRIES = 8;

    private final Function<Tensor[], Tensor> function;
    private final Tensor[] at;
    private final Tensor[] exact; // the same numbers in FLOAT64
    private final Tensor weights; // in FLOAT64, numbers that the inputs' type has too
    private final List<Tensor> gradients;
    private final RandomStream random;

    private GradientCheck(long seed, Function<Tensor[], Tensor> function, Tensor... at) {
        checkArgument(at.length > 0, "there is no input whose gradient could be checked");
        this.random = RandomStream.of(seed);
        this.function = function;
        this.at = at;
        this.exact = Arrays.stream(at).map(x -> x.to(DType.FLOAT64)).toArray(Tensor[]::new);
        Tensor normal = random.normal(function.apply(exact).shape(), exact[0]);
        this.weights = normal.to(at[0].dtype()).to(DType.FLOAT64);
        this.gradients = gradients();
    }

    /**
     * The derivative by the tape and by differences where they are farthest apart.
     *
     * @param byTape the derivative in the inputs' type
     * @param byDifferences the same in FLOAT64
     * @param detail where that is, or the worst entry of all if something is wrong
     * @param tolerance the error that rounding explains: 1e-6 for FLOAT64, 1e-4 for FLOAT32
     */
    public record Report(double byTape, double byDifferences, String detail, double tolerance) {
        /** {@return |byTape - byDifferences| / max(1, |byTape|, |byDifferences|); NaN counts as infinite} */
        public double error() {
            double scale = Math.max(1, Math.max(Math.abs(byTape), Math.abs(byDifferences)));
            double error = Math.abs(byTape - byDifferences) / scale;
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }

        /**
         * Requires that rounding explains the error.
         *
         * @throws AssertionError if it does not; the message names the worst entry
         */
        public void requireRight() {
            requireWithin(tolerance);
        }

        /**
         * Requires that the error is small.
         *
         * @param limit the greatest {@link #error} that passes
         * @throws AssertionError if the error is above it; the message names the worst entry
         */
        public void requireWithin(double limit) {
            if (error() > limit) {
                throw new AssertionError("gradient by tape " + byTape + ", by differences " + byDifferences
                        + ", relative error " + error() + " > " + limit + "; " + detail);
            }
        }

        private Report orWorse(Report other) {
            return other.error() > error() ? other : this;
        }
    }

    /**
     * Checks the gradient of {@code function} for all its inputs.
     *
     * @param seed of the random direction, entries and weights
     * @param function differentiable near {@code at}; it gets as many inputs and is called many times
     * @param at the inputs, at least one and all of one type
     * @return what was found where the tape and the differences are farthest apart
     */
    public static Report check(long seed, Function<Tensor[], Tensor> function, Tensor... at) {
        return new GradientCheck(seed, function, at).report();
    }

    private Report report() {
        int count = Arrays.stream(at).mapToInt(x -> x.shape().size()).sum();
        Report worst = alongRandomDirection();
        for (int i = 0; i < Math.min(ENTRIES, count); i++) {
            worst = worst.orWorse(atEntry(count <= ENTRIES ? i : random.nextInt(count)));
        }
        if (worst.error() <= worst.tolerance() / 10) {
            return worst;
        }
        Report entry = atEntry(0);
        for (int i = 1; i < count; i++) {
            entry = entry.orWorse(atEntry(i));
        }
        Report overall = worst.orWorse(entry);
        return new Report(overall.byTape(), overall.byDifferences(), entry.detail(), overall.tolerance());
    }

    private Report alongRandomDirection() {
        Tensor[] direction = new Tensor[at.length];
        double byTape = 0;
        for (int i = 0; i < at.length; i++) {
            direction[i] = random.normal(at[i].shape(), exact[i]);
            byTape += gradients.get(i).mul(direction[i]).sum().item();
        }
        return report(byTape, differences(direction), "along a random direction");
    }

    /** At element {@code entry}, counted through all inputs. */
    private Report atEntry(int entry) {
        Tensor[] direction = new Tensor[at.length];
        double byTape = 0;
        String where = "";
        int first = 0;
        for (int i = 0; i < at.length; i++) {
            Shape shape = at[i].shape();
            int element = entry - first;
            direction[i] = Tensor.zeros(DType.FLOAT64, shape);
            if (element >= 0 && element < shape.size()) {
                Output.of(direction[i]).set(element, 1);
                byTape = gradients.get(i).get(element);
                where = "input " + i + " " + shape + " at " + Arrays.toString(shape.index(element));
            }
            first += shape.size();
        }
        double byDifferences = differences(direction);
        return report(
                byTape,
                byDifferences,
                "worst entry: " + where + ", by tape " + byTape + ", by differences " + byDifferences);
    }

    private Report report(double byTape, double byDifferences, String detail) {
        return new Report(byTape, byDifferences, detail, at[0].dtype() == DType.FLOAT64 ? 1e-6 : 1e-4);
    }

    /** By the tape in the inputs' type, converted to FLOAT64. */
    private List<Tensor> gradients() {
        Tape tape = new Tape();
        Tensor[] watched = Arrays.stream(at).map(tape::watch).toArray(Tensor[]::new);
        Tensor value = function.apply(watched).mul(weights.to(at[0].dtype()));
        Gradients found = tape.gradients(value.sum());
        List<Tensor> result = new ArrayList<>();
        for (Tensor input : watched) {
            result.add(found.of(input).to(DType.FLOAT64));
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
            moved[i] = exact[i].add(along[i].mul(distance));
        }
        return function.apply(moved).mul(weights).sum().item();
    }
}

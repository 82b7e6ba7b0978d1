package org.hypnos.distributions;

import java.util.Arrays;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A set of events: what a distribution can draw, and what a parameter can be.
 *
 * <p>An event is a single number, or the numbers along the last {@link #eventRank()} axes.
 */
public sealed interface Support permits Numbers, Support.Between, Support.Events, Support.Image, Support.Union {
    /** How many of a value's last axes make one event. */
    int eventRank();

    /**
     * One for each event that is in the set, else zero.
     *
     * @return a constant of the value's shape without its events' axes, broadcast with the set's own bounds
     */
    Tensor contains(Tensor value);

    /**
     * True if every event of {@code value} is in the set; to be called in an {@code assert}, since it looks at each.
     *
     * @param name what the value is, such as {@code "Normal's scale"}
     * @throws IllegalArgumentException if not, naming the first event outside and its index
     */
    default boolean require(String name, Tensor value) {
        Tensor inside = contains(value);
        for (int i = 0; i < inside.shape().size(); i++) {
            if (inside.get(i) == 0) {
                throw new IllegalArgumentException(outside(name, value.detach(), inside.shape(), i));
            }
        }
        return true;
    }

    private String outside(String name, Tensor value, Shape batch, int at) {
        int[] index = batch.index(at);
        Tensor event = value.broadcastTo(batch.concat(value.shape().suffix(eventRank())));
        for (int axis = 0; axis < index.length; axis++) {
            event = event.slice(axis, index[axis], index[axis] + 1);
        }
        return name + (index.length == 0 ? "" : " at " + Arrays.toString(index)) + " is "
                + (eventRank() == 0 ? event.get(0) : Arrays.toString(event.toDoubles())) + ", expected one of " + this
                + " (shape " + value.shape() + ")";
    }

    /** The numbers from {@code lower} to {@code upper}, both included; the bounds broadcast with the values. */
    record Between(Tensor lower, Tensor upper) implements Support {
        @Override
        public int eventRank() {
            return 0;
        }

        @Override
        public Tensor contains(Tensor value) {
            Tensor x = value.detach();
            Tensor inside = x.sub(x); // NaN for what is not finite
            return lower.detach()
                    .greater(x)
                    .add(x.greater(upper.detach()))
                    .add(inside)
                    .equal(inside.constant(0));
        }

        @Override
        public String toString() {
            return "the numbers from " + lower + " to " + upper;
        }
    }

    /** A set of vectors, each along the last axis, or of matrices, each along the last two. */
    sealed interface Events extends Support {
        /** Of a matrix, the rows one after the other. */
        boolean contains(double[] event);

        @Override
        default int eventRank() {
            return 1;
        }

        @Override
        default Tensor contains(Tensor value) {
            return Membership.of(this, value);
        }
    }

    /** Vectors of non-negative numbers that add up to one, but for their rounding. */
    record Simplex() implements Events {
        private static final double ROUNDING = 1e-5;

        @Override
        public boolean contains(double[] event) {
            double sum = 0;
            for (double x : event) {
                if (!(x >= 0)) {
                    return false;
                }
                sum += x;
            }
            return Math.abs(sum - 1) <= ROUNDING;
        }

        @Override
        public String toString() {
            return "the vectors of non-negative numbers that add up to 1";
        }
    }

    /** Vectors of zeros with a single one. */
    record OneHot() implements Events {
        @Override
        public boolean contains(double[] event) {
            return new Counts(1).contains(event);
        }

        @Override
        public String toString() {
            return "the vectors of zeros with a single one";
        }
    }

    /** Vectors of whole numbers from zero on that add up to {@code total}. */
    record Counts(int total) implements Events {
        @Override
        public boolean contains(double[] event) {
            double sum = 0;
            for (double x : event) {
                if (!(x >= 0 && x == Math.rint(x))) {
                    return false;
                }
                sum += x;
            }
            return sum == total;
        }

        @Override
        public String toString() {
            return "the vectors of whole numbers that add up to " + total;
        }
    }

    /** Lower triangular matrices with a positive diagonal. */
    record CholeskyFactors() implements Events {
        @Override
        public int eventRank() {
            return 2;
        }

        @Override
        public boolean contains(double[] event) {
            int n = (int) Math.sqrt(event.length);
            for (int i = 0; i < event.length; i++) {
                int beyondDiagonal = i % n - i / n;
                boolean fits = beyondDiagonal == 0 ? event[i] > 0 : beyondDiagonal < 0 || event[i] == 0;
                if (!fits || !Double.isFinite(event[i])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "the lower triangular matrices with a positive diagonal";
        }
    }

    /** What {@code through} makes of the set {@code of}. */
    record Image(Support of, Transform through) implements Support {
        @Override
        public int eventRank() {
            return Math.max(of.eventRank(), through.eventRank()) - through.eventRank() + through.imageRank();
        }

        @Override
        public Tensor contains(Tensor value) {
            int together = Math.max(of.eventRank(), through.eventRank());
            Tensor possible = Membership.all(through.codomain(), value, eventRank());
            return possible.mul(Membership.all(of, through.inverse(value.detach()), together));
        }

        @Override
        public String toString() {
            return "the images of " + of + " under " + through;
        }
    }

    /** What is in one of the sets {@code of} at least, which lie along the axis in front of an event's. */
    record Union(Support of, int eventRank) implements Support {
        @Override
        public Tensor contains(Tensor value) {
            Tensor each = Membership.all(of, spread(value, eventRank), eventRank);
            return each.sum(-1).greater(each.constant(0));
        }

        /** {@code value} with an axis of one index in front of those of an event. */
        static Tensor spread(Tensor value, int eventRank) {
            Shape shape = value.shape();
            return value.reshape(
                    shape.prefix(shape.rank() - eventRank).concat(Shape.of(1)).concat(shape.suffix(eventRank)));
        }

        @Override
        public String toString() {
            return of + ", whichever";
        }
    }
}

package org.hypnos.testkit;

import java.util.Optional;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Numbers;
import org.hypnos.distributions.Support;

/** Numbers without bounds that stand for the events of a continuous support: each can move by a little, or be integrated over. */
interface Coordinates {
    /** The distance from a bound of what rounding drew at it. */
    double TINY = 1e-300;

    /** The events at {@code z}, through which gradients flow. */
    Tensor events(Tensor z);

    /** The coordinates of {@code events}. */
    Tensor of(Tensor events);

    /** The same, but not where parameters that move a little would move the support past the event. */
    default Tensor inside(Tensor events) {
        return of(events);
    }

    /** The coordinates between which rounding does not leave the support. */
    default double least() {
        return -300;
    }

    default double most() {
        return 300;
    }

    /** The shape of the coordinates of an event of shape {@code event}. */
    default Shape shape(Shape event) {
        return event;
    }

    /** log |det d event / dz|, summed over the last {@code axes} axes. */
    default Tensor logJacobian(Tensor z, int axes) {
        Tape tape = new Tape();
        Tensor watched = tape.watch(z.detach());
        return tape.gradients(events(watched).sum()).of(watched).abs().log().sumLast(axes);
    }

    /** None for a discrete support, and for sets that have no coordinates here. */
    static Optional<Coordinates> of(Support support) {
        if (support instanceof Numbers.Reals) {
            return Optional.of(new Line());
        } else if (support instanceof Numbers.Positive || support instanceof Numbers.NonNegative) {
            return Optional.of(new HalfLine());
        } else if (support instanceof Numbers.Interval interval) {
            return Optional.of(new Segment(constant(interval.lower()), constant(interval.upper())));
        } else if (support instanceof Numbers.OpenInterval interval) {
            return Optional.of(new Segment(constant(interval.lower()), constant(interval.upper())));
        } else if (support instanceof Support.Between between) {
            return Optional.of(
                    new Segment(between.lower().detach(), between.upper().detach()));
        } else if (support instanceof Support.Simplex || support instanceof Support.OpenSimplex) {
            return Optional.of(new Triangle());
        }
        return Optional.empty();
    }

    private static Tensor constant(double bound) {
        return Tensor.scalar(DType.FLOAT64, bound);
    }

    /** x = z. */
    record Line() implements Coordinates {
        @Override
        public Tensor events(Tensor z) {
            return z;
        }

        @Override
        public Tensor of(Tensor events) {
            return events;
        }

        @Override
        public double least() {
            return -1e150;
        }

        @Override
        public double most() {
            return 1e150;
        }
    }

    /** x = exp(z). */
    record HalfLine() implements Coordinates {
        @Override
        public Tensor events(Tensor z) {
            return z.exp();
        }

        @Override
        public Tensor of(Tensor events) {
            return events.max(TINY).log();
        }
    }

    /** x = lower + (upper - lower) / (1 + exp(-z)). */
    record Segment(Tensor lower, Tensor upper) implements Coordinates {
        @Override
        public Tensor events(Tensor z) {
            return z.sigmoid().mul(upper.sub(lower)).add(lower);
        }

        @Override
        public Tensor of(Tensor events) {
            Tensor below = events.sub(lower).max(TINY).log();
            return below.sub(upper.sub(events).max(TINY).log());
        }

        @Override
        public Tensor inside(Tensor events) {
            return of(events).max(-2).min(2);
        }

        /** Next to zero there are far more numbers than next to other bounds. */
        @Override
        public double least() {
            return lower.equal(lower.constant(0)).mean().item() == 1 ? -300 : -34;
        }

        @Override
        public double most() {
            return 34;
        }
    }

    /** x = softmax(z_1, ..., z_n-1, 0), whose density is over the first n - 1 numbers. */
    record Triangle() implements Coordinates {
        @Override
        public Tensor events(Tensor z) {
            Shape last = z.shape().with(-1, 1);
            return Tensor.concat(-1, z, z.filled(last, 0)).softmax(-1);
        }

        @Override
        public Tensor of(Tensor events) {
            int n = events.shape().dim(-1);
            Tensor logs = events.max(TINY).log();
            return logs.slice(-1, 0, n - 1).sub(logs.slice(-1, n - 1, n));
        }

        @Override
        public Shape shape(Shape event) {
            return event.with(-1, event.dim(-1) - 1);
        }

        /** The sum of log(x). */
        @Override
        public Tensor logJacobian(Tensor z, int axes) {
            return events(z).log().sumLast(axes);
        }
    }
}

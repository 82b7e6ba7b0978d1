package org.hypnos.distributions;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** {@code base} with its last {@code axes} batch axes read as part of one event. */
public record Independent(Distribution base, int axes) implements Distribution {
    public Independent {
        checkAxes(base, axes);
    }

    private static void checkAxes(Distribution base, int axes) {
        checkArgument(
                axes > 0 && axes <= base.batchShape().rank(),
                "cannot read %s axes of batch shape %s as an event",
                axes,
                base.batchShape());
    }

    @Override
    public Shape batchShape() {
        return batchShape(base, axes);
    }

    private static Shape batchShape(Distribution base, int axes) {
        return base.batchShape().prefix(base.batchShape().rank() - axes);
    }

    @Override
    public Shape eventShape() {
        return eventShape(base, axes);
    }

    private static Shape eventShape(Distribution base, int axes) {
        return base.batchShape().suffix(axes).concat(base.eventShape());
    }

    @Override
    public Support support() {
        return base.support();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return base.sample(random, sampleShape);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return logProb(base, axes, value);
    }

    private static Tensor logProb(Distribution base, int axes, Tensor value) {
        return base instanceof EventSum sum
                ? sum.logProb(value, axes)
                : base.logProb(value).sumLast(axes);
    }

    /** The same over a base whose draws are differentiable. */
    record Pathwise(Reparameterized base, int axes) implements Reparameterized {
        Pathwise {
            checkAxes(base, axes);
        }

        @Override
        public Shape batchShape() {
            return Independent.batchShape(base, axes);
        }

        @Override
        public Shape eventShape() {
            return Independent.eventShape(base, axes);
        }

        @Override
        public Support support() {
            return base.support();
        }

        @Override
        public Tensor rsample(RandomStream random, Shape sampleShape) {
            return base.rsample(random, sampleShape);
        }

        @Override
        public Tensor logProb(Tensor value) {
            return Independent.logProb(base, axes, value);
        }
    }
}

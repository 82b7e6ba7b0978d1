package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/**
 * What a law is tried on.
 *
 * @param subject the case
 * @param parameters in the order that the case takes them in
 * @param key of all that the law draws
 */
public record Trial(DistributionCase subject, ImmutableList<Tensor> parameters, long key) {
    /** Sample shapes of every rank, of different extents. */
    private static final List<Shape> SAMPLE_SHAPES = List.of(Shape.SCALAR, Shape.of(3), Shape.of(1), Shape.of(2, 4));

    /** {@return the distribution of the trial's parameters} */
    public Distribution distribution() {
        return subject.distribution().apply(parameters);
    }

    Distribution distribution(Tensor... others) {
        return subject.distribution().apply(ImmutableList.copyOf(others));
    }

    /** The gradients of the sum of {@code f}, for each parameter. */
    ImmutableList<Tensor> gradients(Function<Distribution, Tensor> f) {
        Tape tape = new Tape();
        Tensor[] watched = parameters.stream().map(tape::watch).toArray(Tensor[]::new);
        Gradients gradients = tape.gradients(f.apply(distribution(watched)).sum());
        return Arrays.stream(watched).map(gradients::of).collect(ImmutableList.toImmutableList());
    }

    Tensor draw(Shape sampleShape) {
        return distribution().sample(RandomStream.of(key), sampleShape);
    }

    /** One that the key chooses. */
    Shape sampleShape() {
        return SAMPLE_SHAPES.get((int) Math.floorMod(key, (long) SAMPLE_SHAPES.size()));
    }

    @Override
    public String toString() {
        return subject.name() + " with parameters " + parameters + ", key " + key;
    }
}

package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** Arbitrary shapes with extents from 1 to 4, and FLOAT64 tensors. */
public final class TensorArbitraries {
    private TensorArbitraries() {}

    /**
     * {@return shapes with a number of axes between two bounds, which are allowed too}
     *
     * @param leastRank the lower bound, zero or more
     * @param mostRank the upper bound
     */
    public static Arbitrary<Shape> shapes(int leastRank, int mostRank) {
        return Arbitraries.integers()
                .between(1, 4)
                .array(int[].class)
                .ofMinSize(leastRank)
                .ofMaxSize(mostRank)
                .map(Shape::of);
    }

    /**
     * {@return two shapes that broadcast with each other}
     *
     * @param mostRank how many axes each has at most
     */
    public static Arbitrary<List<Shape>> broadcastablePairs(int mostRank) {
        return shapes(0, mostRank).flatMap(joint -> thinned(joint, 0).list().ofSize(2));
    }

    /**
     * {@return tensors that broadcast with each other, one for each range}
     *
     * @param leastRank how many axes the first one has at least
     * @param mostRank how many axes they broadcast to at most
     * @param ranges of the elements, both ends included
     */
    @SafeVarargs
    public static Arbitrary<ImmutableList<Tensor>> broadcastable(int leastRank, int mostRank, Range<Double>... ranges) {
        return shapes(leastRank, mostRank).flatMap(joint -> {
            List<Arbitrary<Tensor>> tensors = new ArrayList<>();
            for (Range<Double> range : ranges) {
                int least = tensors.isEmpty() ? leastRank : 0;
                tensors.add(thinned(joint, least)
                        .flatMap(shape -> tensors(shape, range.lowerEndpoint(), range.upperEndpoint())));
            }
            return Combinators.combine(tensors).as(ImmutableList::copyOf);
        });
    }

    /** {@code joint} with some of its first axes left out and some of its extents set to one. */
    private static Arbitrary<Shape> thinned(Shape joint, int leastRank) {
        Arbitrary<Integer> masks = Arbitraries.integers().between(0, (1 << joint.rank()) - 1);
        return Arbitraries.integers()
                .between(leastRank, joint.rank())
                .flatMap(kept -> masks.map(mask -> {
                    Shape shape = joint.suffix(kept);
                    for (int axis = 0; axis < kept; axis++) {
                        shape = (mask >> axis & 1) == 1 ? shape.with(axis, 1) : shape;
                    }
                    return shape;
                }));
    }

    /**
     * {@return tensors of one shape}
     *
     * @param shape of all of them
     * @param least the lower bound of their elements
     * @param most the upper bound of their elements
     */
    public static Arbitrary<Tensor> tensors(Shape shape, double least, double most) {
        return Arbitraries.doubles()
                .between(least, most)
                .array(double[].class)
                .ofSize(shape.size())
                .map(values -> Tensor.of(DType.FLOAT64, shape, values));
    }

    /**
     * {@return tensors of whole numbers from 0 on: indices, or conditions}
     *
     * @param shape of all of them
     * @param bound above all numbers: 2 for conditions
     */
    public static Arbitrary<Tensor> wholeNumbers(Shape shape, int bound) {
        return Arbitraries.integers()
                .between(0, bound - 1)
                .array(Integer[].class)
                .ofSize(shape.size())
                .map(values -> Tensor.of(
                        DType.FLOAT64,
                        shape,
                        Arrays.stream(values).mapToDouble(Integer::doubleValue).toArray()));
    }

    /**
     * {@return two tensors that broadcast with each other, with elements from -3 to 3}
     *
     * @param mostRank how many axes each has at most
     */
    public static Arbitrary<ImmutableList<Tensor>> broadcastableTensors(int mostRank) {
        return broadcastablePairs(mostRank)
                .flatMap(shapes -> Combinators.combine(tensors(shapes.get(0), -3, 3), tensors(shapes.get(1), -3, 3))
                        .as(ImmutableList::of));
    }

    /**
     * {@return tensors of all {@link #shapes}, with elements from -3 to 3}
     *
     * @param leastRank how many axes each has at least
     * @param mostRank how many axes each has at most
     */
    public static Arbitrary<Tensor> tensors(int leastRank, int mostRank) {
        return shapes(leastRank, mostRank).flatMap(shape -> tensors(shape, -3, 3));
    }
}

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

    /** Shapes of {@code leastRank} to {@code mostRank} axes. */
    public static Arbitrary<Shape> shapes(int leastRank, int mostRank) {
        return Arbitraries.integers()
                .between(1, 4)
                .array(int[].class)
                .ofMinSize(leastRank)
                .ofMaxSize(mostRank)
                .map(Shape::of);
    }

    /** Two shapes of at most {@code mostRank} axes that broadcast with each other. */
    public static Arbitrary<List<Shape>> broadcastablePairs(int mostRank) {
        return shapes(0, mostRank).flatMap(joint -> thinned(joint, 0).list().ofSize(2));
    }

    /**
     * A tensor for each range, with elements in it; they broadcast with each other to at most {@code mostRank} axes.
     *
     * @param leastRank that the first tensor has
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

    /** Tensors of {@code shape} with elements from {@code least} to {@code most}. */
    public static Arbitrary<Tensor> tensors(Shape shape, double least, double most) {
        return Arbitraries.doubles()
                .between(least, most)
                .array(double[].class)
                .ofSize(shape.size())
                .map(values -> Tensor.of(DType.FLOAT64, shape, values));
    }

    /** Tensors of {@code shape} with whole numbers from 0 to {@code bound} - 1: indices, or conditions where it is 2. */
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

    /** Two tensors of at most {@code mostRank} axes that broadcast with each other, with elements from -3 to 3. */
    public static Arbitrary<ImmutableList<Tensor>> broadcastableTensors(int mostRank) {
        return broadcastablePairs(mostRank)
                .flatMap(shapes -> Combinators.combine(tensors(shapes.get(0), -3, 3), tensors(shapes.get(1), -3, 3))
                        .as(ImmutableList::of));
    }

    /** Tensors of any shape of {@code leastRank} to {@code mostRank} axes with elements from -3 to 3. */
    public static Arbitrary<Tensor> tensors(int leastRank, int mostRank) {
        return shapes(leastRank, mostRank).flatMap(shape -> tensors(shape, -3, 3));
    }
}

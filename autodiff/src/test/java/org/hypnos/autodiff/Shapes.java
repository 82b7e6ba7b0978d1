package org.hypnos.autodiff;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arbitrary shapes with extents from 1 to 5. */
final class Shapes {
    private static final int LARGEST = 5;

    private Shapes() {}

    static Arbitrary<Integer> extents() {
        return Arbitraries.integers().between(1, LARGEST);
    }

    static Arbitrary<Shape> ofRank(int least, int most) {
        return extents().array(int[].class).ofMinSize(least).ofMaxSize(most).map(Shape::of);
    }

    /** {@code n} shapes of at least {@code leastRank} axes that broadcast with each other. */
    static Arbitrary<List<Shape>> broadcasting(int n, int leastRank) {
        return ofRank(Math.max(1, leastRank), 4)
                .flatMap(joint -> Arbitraries.integers()
                        .between(0, 255)
                        .list()
                        .ofSize(n)
                        .map(masks -> {
                            List<Shape> shapes = new ArrayList<>();
                            for (int mask : masks) {
                                shapes.add(thinned(joint, mask, leastRank));
                            }
                            return shapes;
                        }));
    }

    /** {@code joint} with some extents set to one and some leading axes left out, as the bits of {@code mask} say. */
    private static Shape thinned(Shape joint, int mask, int leastRank) {
        Shape shape = joint;
        for (int axis = 0; axis < joint.rank(); axis++) {
            if ((mask >> axis & 1) == 1) {
                shape = shape.with(axis, 1);
            }
        }
        int dropped = Math.min((mask >> 4) % 4, joint.rank() - leastRank);
        return mask < 128 ? shape : shape.suffix(joint.rank() - dropped);
    }
}

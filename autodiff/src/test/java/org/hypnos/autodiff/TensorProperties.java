package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Values against models that visit one element after the other. */
class TensorProperties {
    @Property(tries = 500)
    void broadcastingReadsAnExtentOfOneAgainAndAgain(@ForAll("pairs") List<Shape> shapes) {
        Tensor x = Numbers.grid(1, shapes.get(0));
        Tensor y = Numbers.grid(2, shapes.get(1));
        Tensor sum = x.add(y);
        Shape joint = sum.shape();
        for (int i = 0; i < joint.size(); i++) {
            assertThat(sum.get(i)).isEqualTo(x.get(source(x.shape(), joint, i)) + y.get(source(y.shape(), joint, i)));
        }
    }

    @Property(tries = 500)
    void broadcastToRepeats(@ForAll("pairs") List<Shape> shapes) {
        Shape joint = shapes.get(0).broadcast(shapes.get(1));
        Tensor x = Numbers.grid(1, shapes.get(0));
        Tensor repeated = x.broadcastTo(joint);
        for (int i = 0; i < joint.size(); i++) {
            assertThat(repeated.get(i)).isEqualTo(x.get(source(x.shape(), joint, i)));
        }
    }

    /** Where element {@code i} of {@code joint} comes from in a tensor of shape {@code own}. */
    private static int source(Shape own, Shape joint, int i) {
        int source = 0;
        for (int axis = 1; axis <= own.rank(); axis++) {
            int index = i / joint.stride(-axis) % joint.dim(-axis);
            source += own.dim(-axis) == 1 ? 0 : index * own.stride(-axis);
        }
        return source;
    }

    @Property(tries = 300)
    void permutedAxesAndBackAreTheSame(@ForAll("shapes") Shape shape) {
        int[] forth = new int[shape.rank()];
        int[] back = new int[shape.rank()];
        for (int i = 0; i < forth.length; i++) {
            forth[i] = (i + 1) % forth.length;
            back[(i + 1) % forth.length] = i;
        }
        Tensor x = Numbers.grid(3, shape);
        Tensor turned = x.permute(forth);
        assertThat(turned.permute(back).toDoubles()).isEqualTo(x.toDoubles());
        for (int i = 0; i < shape.size(); i++) { // the first axis became the last
            int first = i / shape.stride(0);
            int rest = i % shape.stride(0);
            assertThat(turned.get(rest * shape.dim(0) + first)).isEqualTo(x.get(i));
        }
    }

    @Property(tries = 300)
    void slicesJoinToTheWhole(@ForAll("shapes") Shape shape, @ForAll @IntRange(min = 0, max = 3) int axis) {
        int at = axis % shape.rank();
        Tensor x = Numbers.grid(4, shape.with(at, shape.dim(at) + 1));
        Tensor joined = Tensor.concat(at, x.slice(at, 0, 1), x.slice(at, 1, shape.dim(at) + 1));
        assertThat(joined.shape()).isEqualTo(x.shape());
        assertThat(joined.toDoubles()).isEqualTo(x.toDoubles());
    }

    @Property(tries = 300)
    void sumsOverAnAxis(@ForAll("shapes") Shape shape, @ForAll @IntRange(min = 0, max = 3) int axis) {
        int at = axis % shape.rank();
        int inner = shape.stride(at);
        Tensor x = Numbers.grid(5, shape);
        Tensor sum = x.sum(at);
        assertThat(sum.shape()).isEqualTo(shape.without(at));
        for (int i = 0; i < sum.shape().size(); i++) {
            double expected = 0;
            for (int k = 0; k < shape.dim(at); k++) {
                expected += x.get((i / inner * shape.dim(at) + k) * inner + i % inner);
            }
            assertThat(Math.abs(sum.get(i) - expected)).isLessThan(1e-13);
        }
    }

    @Property(tries = 300)
    void productsAddInTheOrderOfK(
            @ForAll @IntRange(min = 1, max = 20) int m,
            @ForAll @IntRange(min = 1, max = 20) int k,
            @ForAll @IntRange(min = 1, max = 40) int n) {
        Tensor x = Numbers.positive(6, Shape.of(m, k)).sub(1.5);
        Tensor w = Numbers.positive(7, Shape.of(k, n)).sub(1.5);
        double[] expected = new double[m * n];
        for (int i = 0; i < expected.length; i++) {
            for (int p = 0; p < k; p++) {
                expected[i] = Math.fma(x.get(i / n * k + p), w.get(p * n + i % n), expected[i]);
            }
        }
        assertThat(x.matmul(w).toDoubles()).isEqualTo(expected);
        assertThat(x.matmulTransposed(w.transpose()).toDoubles()).isEqualTo(expected);
        assertThat(x.transpose().transposedMatmul(w).toDoubles()).isEqualTo(expected);
    }

    /** The table of primitives has the first and the last axis, and reverses axes. */
    @Property(tries = 300)
    void gradientsAlongAnyAxisAgreeWithDifferences(
            @ForAll("shapes") Shape shape, @ForAll @IntRange(min = 0, max = 3) int axis) {
        int at = axis % shape.rank();
        int n = shape.dim(at);
        int[] turned = new int[shape.rank()];
        Arrays.setAll(turned, i -> (i + axis) % turned.length);
        List<UnaryOperator<Tensor>> functions = List.of(
                x -> x.permute(turned),
                x -> x.slice(at, n / 2, n),
                x -> Tensor.concat(at, x, x.square(), x),
                x -> x.sum(at),
                x -> x.mean(at),
                x -> x.logSumExp(at),
                x -> x.softmax(at));
        for (UnaryOperator<Tensor> f : functions) {
            GradientCheck.Report report = GradientCheck.check(8, in -> f.apply(in[0]), Numbers.grid(9, shape));
            assertThat(report.error()).as(report.detail()).isLessThan(1e-7);
        }
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Shapes.ofRank(1, 4);
    }

    @Provide
    Arbitrary<List<Shape>> pairs() {
        return Shapes.broadcasting(2, 0);
    }
}

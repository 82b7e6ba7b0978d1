package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Gradients of small random programs, whose steps share the results of earlier ones. */
class CompositionProperties {
    /** What keeps the shape of matrices [r, c] and the size of their elements. */
    private static final List<BinaryOperator<Tensor>> OPERATIONS = List.of(
            Tensor::add,
            Tensor::sub,
            (x, y) -> x.mul(y).tanh(),
            (x, y) -> x.div(y.square().add(1)),
            (x, y) -> x.tanh(),
            (x, y) -> x.sigmoid().neg(),
            (x, y) -> x.softplus().log(),
            (x, y) -> x.logSigmoid().exp(),
            (x, y) -> x.logSoftmax(-1).mul(0.5),
            (x, y) -> x.softmax(0).mul(y),
            (x, y) -> x.sub(y.mean(0)),
            (x, y) -> x.mul(y.sum(-1).tanh().reshape(y.shape().with(-1, 1))),
            (x, y) ->
                    x.tanh().matmulTransposed(y.tanh()).tanh().matmul(x.tanh()).tanh(),
            (x, y) ->
                    x.tanh().matmul(y.tanh().transposedMatmul(x.tanh()).tanh()).tanh(),
            (x, y) -> Tensor.concat(0, x.slice(0, 1, x.shape().dim(0)), y.slice(0, 0, 1)),
            (x, y) -> x.tanh().cumsum(0).sub(y.sigmoid().cumsum(-1)),
            (x, y) -> x.square().add(1).pow(y.tanh()).log1p(),
            (x, y) -> x.erf().mul(y.tanh().expm1()),
            (x, y) -> x.softplus()
                    .add(0.5)
                    .lgamma()
                    .tanh()
                    .add(y.square().add(1).sqrt().digamma()),
            (x, y) -> covariance(x).cholesky().triangularSolve(y.tanh()),
            (x, y) -> covariance(y).cholesky().diagonal().diagonalMatrix().transposedTriangularSolve(x),
            (x, y) -> Tensor.stack(1, x, y).split(1, 1, 1).get(1).reshape(x.shape()),
            (x, y) -> x.lowerTriangle(0).add(y.upperTriangle(1)),
            (x, y) -> Numbers.whole(x.shape().size(), x.shape(), 2).where(x, y),
            (x, y) -> y.tanh()
                    .bernoulliLogProb(x.sigmoid(), 1)
                    .tanh()
                    .reshape(x.shape().with(-1, 1))
                    .add(x));

    /** tanh(x) tanh(x)' + 1. */
    private static Tensor covariance(Tensor x) {
        Tensor one = x.filled(x.shape().prefix(1), 1).diagonalMatrix();
        return x.tanh().batchMatmul(x.tanh().transpose()).add(one);
    }

    /** One operation and which earlier results it takes, counted from the last one. */
    record Step(int operation, int left, int right) {}

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void gradientsAgreeWithDifferences(@ForAll("programs") List<Step> program, @ForAll("shapes") Shape shape) {
        Tensor x = Numbers.grid(shape.size(), shape);
        Tensor y = Numbers.grid(shape.size() + 1, shape);
        GradientCheck.Report report = GradientCheck.check(7, in -> run(program, in), x, y);
        assertThat(report.error()).as(report.detail()).isLessThan(1e-6);
    }

    private static Tensor run(List<Step> program, Tensor... in) {
        List<Tensor> results = new ArrayList<>(List.of(in));
        for (Step step : program) {
            Tensor left = results.get(results.size() - 1 - step.left() % results.size());
            Tensor right = results.get(results.size() - 1 - step.right() % results.size());
            results.add(OPERATIONS.get(step.operation()).apply(left, right));
        }
        return results.get(results.size() - 1);
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        Arbitrary<Integer> operation = Arbitraries.integers().between(0, OPERATIONS.size() - 1);
        Arbitrary<Integer> earlier = Arbitraries.integers().between(0, 5);
        return Combinators.combine(operation, earlier, earlier)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Combinators.combine(Arbitraries.integers().between(2, 4), Shapes.extents())
                .as((rows, columns) -> Shape.of(rows, columns));
    }
}

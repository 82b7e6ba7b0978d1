package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Digests of many results: the same on every JDK, with and without the Vector API, on every machine. */
@Tag("bits")
class GoldenTest {
    private static final String DIGEST = "4e5295ae1e8cbcc10526f5a58777ee8b709af9781047d68dff7714cca300dc7c";

    private static final String RARE_DIGEST = "2c114543fa50b62f22e500e45dd2c4b595e47a1c97da0d8a99a2837823955903";

    static Stream<Engine> engines() {
        return Stream.of(Engine.plain(), Engine.fastest());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDigestOfTheResultsIsThatOfAllEngines(Engine engine) {
        String digest = digest(
                engine,
                (workspace, dtype) -> Stream.of(
                                functions(workspace, dtype),
                                draws(workspace, dtype),
                                network(workspace, dtype),
                                Stream.of(trained(dtype)))
                        .flatMap(stream -> stream));
        assertThat(digest).isEqualTo(DIGEST);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theDigestOfRareFunctionsIsThatOfAllEngines(Engine engine) {
        String digest = digest(
                engine,
                (workspace, dtype) -> Stream.concat(rareFunctions(workspace, dtype), matrices(workspace, dtype)));
        assertThat(digest).isEqualTo(RARE_DIGEST);
    }

    private static String digest(Engine engine, BiFunction<Workspace, DType, Stream<Tensor>> results) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (DType dtype : DType.values()) {
            results.apply(new Workspace(engine), dtype).forEach(result -> {
                for (long bits : Numbers.bits(result)) {
                    hasher.putLong(bits);
                }
            });
        }
        return hasher.hash().toString();
    }

    private static Stream<Tensor> functions(Workspace workspace, DType dtype) {
        Tensor x = grid(workspace, dtype);
        Stream<UnaryOperator<Tensor>> functions = Stream.of(
                Tensor::exp, Tensor::log, Tensor::tanh, Tensor::sigmoid, Tensor::softplus, Tensor::logSigmoid);
        return functions.map(f -> f.apply(x));
    }

    private static Stream<Tensor> rareFunctions(Workspace workspace, DType dtype) {
        Tensor x = grid(workspace, dtype);
        Stream<UnaryOperator<Tensor>> functions = Stream.of(
                Tensor::abs,
                Tensor::sqrt,
                Tensor::expm1,
                Tensor::log1p,
                Tensor::erf,
                Tensor::lgamma,
                Tensor::digamma,
                y -> y.pow(1.7),
                y -> y.max(y.neg().add(3)),
                y -> y.min(y.square()),
                y -> y.cumsum(0),
                y -> y.argmax(0));
        return functions.map(f -> f.apply(x));
    }

    private static Stream<Tensor> matrices(Workspace workspace, DType dtype) {
        Tensor like = workspace.adopt(Tensor.scalar(dtype, 0));
        Tensor x = RandomStream.of(6).normal(Shape.of(3, 17, 17), like);
        Tensor factor = x.batchMatmul(x.transpose())
                .add(x.filled(Shape.of(17), 1).diagonalMatrix())
                .cholesky();
        return Stream.of(factor, factor.triangularSolve(x), factor.transposedTriangularSolve(x));
    }

    private static Tensor grid(Workspace workspace, DType dtype) {
        double[] special = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e-40, 1e-310, 800};
        double[] grid = DoubleStream.concat(
                        IntStream.range(-2500, 2500).mapToDouble(i -> i * 0.0413), DoubleStream.of(special))
                .toArray();
        return workspace.adopt(Tensor.of(dtype, Shape.of(grid.length), grid));
    }

    private static Stream<Tensor> draws(Workspace workspace, DType dtype) {
        Tensor like = workspace.adopt(Tensor.scalar(dtype, 0));
        RandomStream random = RandomStream.of(1, 2, "wake", "h").rows(0, 3, 0, 5);
        Shape shape = Shape.of(3, 5, 77);
        Tensor normal = random.normal(shape, like);
        return Stream.of(random.uniform(shape, like), normal, random.bernoulli(shape, normal));
    }

    /** A layer forward and backward: products, sums and log-probabilities. */
    private static Stream<Tensor> network(Workspace workspace, DType dtype) {
        RandomStream random = RandomStream.of(5);
        Tensor like = workspace.adopt(Tensor.scalar(dtype, 0));
        Tape tape = new Tape(workspace);
        Tensor weight = tape.watch(random.normal(Shape.of(33, 79), like));
        Tensor x = random.normal(Shape.of(2, 7, 33), like);
        Tensor logits = x.matmul(weight);
        Tensor value = random.bernoulli(logits.shape(), logits.detach());
        Tensor logProb = logits.bernoulliLogProb(value, 1);
        Tensor evidence = logProb.logSumExp(0);
        Tensor gradient = tape.gradients(evidence.mean()).of(weight);
        return Stream.of(logits, logProb, evidence, gradient, gradient.sum(0), gradient.sum(1), gradient.transpose());
    }

    /** A parameter after five steps; on the heap, hence by the fastest engine. */
    private static Tensor trained(DType dtype) {
        Tensor like = Tensor.scalar(dtype, 0);
        Parameter parameter = new Parameter("w", RandomStream.of(8).normal(Shape.of(50), like));
        Descent descent = new Descent(parameter, new UpdateRule.Adam(0.9, 0.999, 1e-8));
        for (int step = 0; step < 5; step++) {
            descent.begin(List.of(new GradientTerm.Whole(RandomStream.of(step).normal(Shape.of(50), like))), 0.01);
            descent.run(0, Workspace.HEAP);
        }
        return parameter.value();
    }
}

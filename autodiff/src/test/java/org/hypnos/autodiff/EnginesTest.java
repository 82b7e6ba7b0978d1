package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hypnos.autodiff.Primitives.Arguments;
import org.hypnos.autodiff.Primitives.Primitive;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.hypnos.autodiff.internal.kernels.VectorEngine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Both engines give the same bits; where there is only one, {@link GoldenTest} alone compares it with the others. */
@Tag("bits")
class EnginesTest {
    private static final int[] SIZES = {1, 2, 4, 6, 8, 13, 16, 17, 31, 32, 33, 64, 100, 257, 784};
    private static final int[] EXTENTS = {1, 2, 3, 5, 6, 7, 13, 16, 33, 65, 130};

    /** Where a computation runs, in which precision, on which numbers and how many. */
    private record Setting(Workspace workspace, DType dtype, boolean wild, int n) {
        static Setting of(Engine engine, DType dtype, boolean wild, int n) {
            return new Setting(new Workspace(engine), dtype, wild, n);
        }

        Tensor numbers(long seed, int... dims) {
            Shape shape = Shape.of(dims);
            double[] values = wild ? Numbers.wild(seed, shape.size()) : Numbers.tame(seed, shape.size());
            return workspace.adopt(Tensor.of(dtype, shape, values));
        }

        Kernels<Object> kernels() {
            return workspace.kernels(dtype);
        }

        @Override
        public String toString() {
            return dtype + (wild ? " wild numbers" : " tame numbers") + ", n = " + n;
        }
    }

    @TestFactory
    Stream<DynamicTest> theSameBits() {
        if (!VectorEngine.isPresent()) {
            return Stream.of(dynamicTest(
                    "there is one engine",
                    () -> assertThat(Engine.fastest().name()).isEqualTo("plain")));
        }
        Map<String, Function<Setting, Tensor>> computations = new LinkedHashMap<>();
        for (Primitive p : primitives(Arguments.ANY, Arguments.POSITIVE, Arguments.NOT_ZERO, Arguments.DISTINCT)) {
            computations.put(p.name(), s -> p.function().apply(new Tensor[] {s.numbers(1, s.n())}));
        }
        for (Primitive p : primitives(Arguments.PAIR, Arguments.QUOTIENT, Arguments.POWER)) {
            putPair(computations, p.name(), (x, y) -> p.function().apply(new Tensor[] {x, y}));
        }
        putPair(computations, "where", EnginesTest::chosen);
        computations.putAll(reductions());
        computations.putAll(draws());
        computations.putAll(updates());
        return computations.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> compare(e.getValue())));
    }

    private static void putPair(
            Map<String, Function<Setting, Tensor>> computations, String name, BinaryOperator<Tensor> f) {
        computations.put(name, s -> f.apply(s.numbers(1, s.n()), s.numbers(2, s.n())));
        computations.put(name + ", rows repeated", s -> f.apply(s.numbers(1, 3, s.n()), s.numbers(2, s.n())));
        computations.put(name + ", columns repeated", s -> f.apply(s.numbers(1, 3, 1), s.numbers(2, 3, s.n())));
    }

    /** Before and after the compiler saw it. */
    private static void compare(Function<Setting, Tensor> computation) {
        compareSizes(computation);
        for (DType dtype : DType.values()) {
            Setting setting = Setting.of(Engine.vector(), dtype, true, 257);
            for (int i = 0; i < 1000; i++) {
                Tensor unused = computation.apply(setting);
                setting.workspace().reset();
            }
        }
        compareSizes(computation);
    }

    private static void compareSizes(Function<Setting, Tensor> computation) {
        for (DType dtype : DType.values()) {
            for (boolean wild : new boolean[] {false, true}) {
                for (int n : SIZES) {
                    Setting plain = Setting.of(Engine.plain(), dtype, wild, n);
                    Setting vector = Setting.of(Engine.vector(), dtype, wild, n);
                    assertSameBits(plain.toString(), computation.apply(vector), computation.apply(plain));
                }
            }
        }
    }

    private static void assertSameBits(String where, Tensor found, Tensor expected) {
        int differs = Arrays.mismatch(Numbers.bits(found), Numbers.bits(expected));
        assertThat(differs).as("the first element that differs, %s", where).isEqualTo(-1);
    }

    /** The primitives of the table that take such inputs. */
    private static List<Primitive> primitives(Arguments first, Arguments... others) {
        Set<Arguments> arguments = EnumSet.of(first, others);
        return Primitives.table().stream()
                .filter(primitive -> arguments.contains(primitive.arguments()))
                .toList();
    }

    private static Tensor chosen(Tensor x, Tensor y) {
        return x.greater(y).where(x, y);
    }

    private static Map<String, Function<Setting, Tensor>> reductions() {
        return Map.of(
                "sum of rows", s -> s.numbers(1, 3, s.n()).sum(1),
                "sum of columns", s -> s.numbers(1, s.n(), 3).sum(0),
                "logSumExp of rows", s -> s.numbers(1, 3, s.n()).logSumExp(1),
                "logSumExp of columns", s -> s.numbers(1, s.n(), 3).logSumExp(0),
                "transpose", s -> s.numbers(1, 3, s.n()).transpose(),
                "batchMatmul", s -> s.numbers(1, 3, s.n(), 2).batchMatmul(s.numbers(2, 3, 2, 5)),
                "bernoulliLogProb", s -> s.numbers(1, s.n()).bernoulliLogProb(s.numbers(2, 3, s.n()), 1),
                "bernoulliLogProb, values repeated",
                        s -> s.numbers(1, 6, s.n()).bernoulliLogProb(s.numbers(2, s.n()), 1),
                "slope of bernoulliLogProb", EnginesTest::slope,
                "gradient of log softmax", EnginesTest::gradientOfLogSoftmax);
    }

    private static Tensor slope(Setting s) {
        Tape tape = new Tape(s.workspace());
        Tensor logits = tape.watch(s.numbers(1, 3, s.n()));
        Tensor logProb = logits.bernoulliLogProb(s.numbers(2, s.n()), 1);
        return tape.gradients(logProb, s.numbers(3, 3)).of(logits);
    }

    private static Tensor gradientOfLogSoftmax(Setting s) {
        Tape tape = new Tape(s.workspace());
        Tensor logits = tape.watch(s.numbers(1, 3, s.n()));
        return tape.gradients(logits.logSoftmax(1).mul(s.numbers(2, s.n())).sum())
                .of(logits);
    }

    private static Map<String, Function<Setting, Tensor>> draws() {
        return Map.of(
                "uniform", s -> stream().uniform(Shape.of(2, 3, s.n()), s.numbers(1, 1)),
                "normal", s -> stream().normal(Shape.of(2, 3, s.n()), s.numbers(1, 1)),
                "bernoulli", s -> stream().bernoulli(Shape.of(2, 3, s.n()), s.numbers(1, 3, s.n())),
                "bernoulli, logits repeated", s -> stream().bernoulli(Shape.of(2, 3, s.n()), s.numbers(1, s.n())));
    }

    private static RandomStream stream() {
        return RandomStream.of(3, 1, "wake", "h").rows(4, 2, 5, 3);
    }

    private static Map<String, Function<Setting, Tensor>> updates() {
        Kernels.AdamStep adam = new Kernels.AdamStep(0.01, 0.9, 0.999, 1e-8, 0.002);
        return Map.of(
                "sum of gradients",
                s -> moved(s, (k, g, x, m, v) -> {
                    k.fill(x.array(), 0, s.n(), 0);
                    k.accumulate(g.array(), 0, x.array(), 0, s.n());
                    k.accumulate(m.array(), 0, x.array(), 0, s.n());
                    k.accumulate(v.array(), 0, x.array(), 0, s.n());
                }),
                "momentum",
                s -> moved(s, (k, g, x, m, v) -> k.momentum(g.array(), 0, x.array(), m.array(), 0, s.n(), 0.1, 0.9)),
                "adam",
                s -> moved(
                        s, (k, g, x, m, v) -> k.adam(g.array(), 0, x.array(), m.array(), v.array(), 0, s.n(), adam)));
    }

    private interface Update {
        void run(Kernels<Object> kernels, Tensor g, Tensor x, Tensor m, Tensor v);
    }

    private static Tensor moved(Setting s, Update update) {
        Tensor x = s.numbers(2, s.n());
        Tensor m = s.numbers(3, s.n());
        update.run(s.kernels(), s.numbers(1, s.n()), x, m, s.numbers(4, s.n()).square());
        return Tensor.concat(0, x, m);
    }

    @TestFactory
    Stream<DynamicTest> theSameBitsOfProducts() {
        Stream<MatMul> products =
                Stream.of(false, true).flatMap(left -> Stream.of(new MatMul(left, false), new MatMul(left, true)));
        return products.map(product -> dynamicTest(product.name(), () -> {
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < 120; i++) {
                int m = EXTENTS[random.nextInt(EXTENTS.length)];
                int k = EXTENTS[random.nextInt(EXTENTS.length)];
                int n = EXTENTS[random.nextInt(EXTENTS.length)];
                DType dtype = i % 2 == 0 ? DType.FLOAT32 : DType.FLOAT64;
                boolean wild = i % 3 == 0;
                Tensor plain = product(product, Setting.of(Engine.plain(), dtype, wild, i), m, k, n);
                Tensor fastest = product(product, Setting.of(Engine.fastest(), dtype, wild, i), m, k, n);
                assertSameBits(dtype + ", m, k, n = " + List.of(m, k, n), fastest, plain);
            }
        }));
    }

    @Test
    void theSameBitsOfAffineMaps() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 200; i++) {
            int m = EXTENTS[random.nextInt(EXTENTS.length)];
            int k = EXTENTS[random.nextInt(EXTENTS.length)];
            int n = EXTENTS[random.nextInt(EXTENTS.length)];
            DType dtype = i % 2 == 0 ? DType.FLOAT32 : DType.FLOAT64;
            Tensor plain = affine(Setting.of(Engine.plain(), dtype, false, i), m, k, n);
            Tensor fastest = affine(Setting.of(Engine.fastest(), dtype, false, i), m, k, n);
            assertSameBits(dtype + ", m, k, n = " + List.of(m, k, n), fastest, plain);
        }
    }

    private static Tensor affine(Setting s, int m, int k, int n) {
        return s.numbers(1, m, k).affine(s.numbers(2, k, n), s.numbers(3, n));
    }

    /** Special numbers stand in one row of the left side only, so that they do not drown the others. */
    private static Tensor product(MatMul product, Setting s, int m, int k, int n) {
        Setting tame = new Setting(s.workspace(), s.dtype(), false, s.n());
        Tensor row = s.numbers(s.n(), 1, k);
        Tensor left = m == 1 ? row : Tensor.concat(0, row, tame.numbers(s.n() + 1, m - 1, k));
        Tensor right = tame.numbers(s.n() + 2, k, n);
        return Tensor.apply(
                product,
                product.leftTransposed() ? left.transpose() : left,
                product.rightTransposed() ? right.transpose() : right);
    }

    /** A covariance, its factor, and what is solved by it. */
    @Test
    void theSameBitsOfTriangularMatrices() {
        for (DType dtype : DType.values()) {
            for (int n : new int[] {1, 2, 5, 13, 33}) {
                Tensor plain = solution(Setting.of(Engine.plain(), dtype, false, n));
                Tensor fastest = solution(Setting.of(Engine.fastest(), dtype, false, n));
                assertSameBits(dtype + ", n = " + n, fastest, plain);
            }
        }
    }

    private static Tensor solution(Setting s) {
        Tape tape = new Tape(s.workspace());
        Tensor x = tape.watch(s.numbers(1, 2, s.n(), s.n()));
        Tensor one = x.filled(Shape.of(s.n()), 1).diagonalMatrix();
        Tensor factor = x.batchMatmul(x.transpose()).add(one).cholesky();
        Tensor y = factor.triangularSolve(s.numbers(2, 2, s.n(), 3));
        Tensor z = factor.transposedTriangularSolve(y);
        return Tensor.concat(-1, y.detach(), z.detach(), tape.gradients(z.sum()).of(x));
    }
}

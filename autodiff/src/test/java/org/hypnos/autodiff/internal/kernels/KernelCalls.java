package org.hypnos.autodiff.internal.kernels;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.function.Function;

/** Calls of kernels by their names, each giving the arrays that it wrote; those of matrices are {@link MatrixCalls}. */
final class KernelCalls {
    private static final int AROUND = 5;
    private static final List<UpdateStep> STEPS = List.of(
            new UpdateStep.Gradient(0.1),
            new UpdateStep.Momentum(0.1, 0.9),
            new UpdateStep.Nesterov(0.1, 0.9),
            new UpdateStep.RmsProp(0.01, 0.9, 1e-8),
            new UpdateStep.Adagrad(0.01, 1e-10),
            new UpdateStep.Adadelta(1, 0.95, 1e-6),
            new UpdateStep.Adam(0.01, 0.9, 0.999, 1e-8, 0.002, 0.99));

    private KernelCalls() {}

    /** A call of a kernel. */
    interface Call extends Function<Operands, List<Object>> {}

    /** A call that writes one array. */
    private interface Write {
        void to(Object out, Operands o, Kernels<Object> kernels, int n);
    }

    /** A call that writes {@code rows} rows of {@code n} numbers: an array as long as that, behind which vectors may jut out. */
    private static Call whole(int rows, Write write) {
        return o -> write(o, rows * o.n(), write);
    }

    /** A call that writes {@code count} numbers, whatever n. */
    private static Call few(int count, Write write) {
        return o -> write(o, count, write);
    }

    /** A call that writes {@code n} numbers somewhere in an array and must leave the others as they are. */
    private static Call part(Write write) {
        return o -> write(o, o.n() + AROUND, write);
    }

    private static List<Object> write(Operands o, int length, Write write) {
        Object out = o.out(length);
        write.to(out, o, o.kernels(), o.n());
        return List.of(out);
    }

    /** Elements one by one. */
    static ImmutableMap<String, Call> elementwise() {
        ImmutableMap.Builder<String, Call> calls = ImmutableMap.builder();
        for (MapFunction f : MapFunction.values()) {
            calls.put("map " + f, whole(1, (out, o, k, n) -> k.map(f, o.numbers(1, n), out, n)));
        }
        for (ZipFunction f : ZipFunction.values()) {
            for (int[] step : new int[][] {{1, 1}, {0, 1}, {1, 0}}) {
                calls.put("zip " + f + ", steps " + step[0] + " and " + step[1], part((out, o, k, n) -> {
                    k.zip(f, o.numbers(1, n + 3), 3, step[0], o.numbers(2, n + 2), 2, step[1], out, 1, n);
                }));
            }
        }
        for (int step : new int[] {0, 1, 3}) {
            calls.put("copy, step " + step, part((out, o, k, n) -> {
                k.copy(o.numbers(1, 2 + step * n + n), 2, step, out, 4, n);
            }));
        }
        return calls.put("fill", part((out, o, k, n) -> k.fill(out, 2, n + 2, 0.1)))
                .put("select", whole(1, (out, o, k, n) -> {
                    Object condition = o.out(n);
                    k.zip(ZipFunction.GREATER, o.numbers(1, n), 0, 1, o.numbers(2, n), 0, 1, condition, 0, n);
                    k.select(condition, o.numbers(3, n), o.numbers(4, n), out, n);
                }))
                .buildOrThrow();
    }

    /** Sums and their kin, along rows and along columns. */
    static ImmutableMap<String, Call> reductions() {
        ImmutableMap.Builder<String, Call> calls = ImmutableMap.builder();
        putReduction(calls, "sum", withSums(Kernels::sum));
        putReduction(calls, "logSumExp", withSums(Kernels::logSumExp));
        putReduction(calls, "argMax", Kernels::argMax);
        putScan(calls, "softmax", withSums(Kernels::softmax));
        for (boolean reversed : new boolean[] {false, true}) {
            putScan(calls, "cumulativeSum" + (reversed ? ", reversed" : ""), (k, x, out, outer, n, inner) -> {
                k.cumulativeSum(x, out, outer, n, inner, reversed);
            });
        }
        return calls.buildOrThrow();
    }

    /** What goes along the middle axis of x[outer, n, inner]. */
    private interface AlongAxis {
        void run(Kernels<Object> kernels, Object x, Object out, int outer, int n, int inner);
    }

    /** The same with room for partial sums. */
    private interface WithSums {
        void run(Kernels<Object> kernels, Object x, Object out, int outer, int n, int inner, Object partial);
    }

    private static AlongAxis withSums(WithSums kernel) {
        return (kernels, x, out, outer, n, inner) ->
                kernel.run(kernels, x, out, outer, n, inner, kernels.allocate(Kernels.PARTIAL_SUMS));
    }

    private static void putReduction(ImmutableMap.Builder<String, Call> calls, String name, AlongAxis kernel) {
        calls.put(name + " of rows", few(3, (out, o, k, n) -> kernel.run(k, o.numbers(1, 3 * n), out, 3, n, 1)));
        calls.put(name + " of columns", whole(2, (out, o, k, n) -> kernel.run(k, o.numbers(1, 6 * n), out, 2, 3, n)));
    }

    private static void putScan(ImmutableMap.Builder<String, Call> calls, String name, AlongAxis kernel) {
        calls.put(name + " of rows", whole(3, (out, o, k, n) -> kernel.run(k, o.numbers(1, 3 * n), out, 3, n, 1)));
        calls.put(name + " of columns", whole(6, (out, o, k, n) -> kernel.run(k, o.numbers(1, 6 * n), out, 2, 3, n)));
    }

    /** Bernoulli log-probabilities of four rows. */
    static ImmutableMap<String, Call> logProbs() {
        return ImmutableMap.of(
                "bernoulliLogProb, values repeated", bernoulliLogProb(1, 4, false),
                "bernoulliLogProb, logits repeated", bernoulliLogProb(4, 2, false),
                "bernoulliLogProb with residual, values repeated", bernoulliLogProb(1, 4, true),
                "bernoulliLogProb with residual, logits repeated", bernoulliLogProb(4, 2, true));
    }

    private static Call bernoulliLogProb(int xRows, int lRows, boolean withResidual) {
        return o -> {
            Object x = o.numbers(1, xRows * o.n());
            Object l = o.numbers(2, lRows * o.n());
            Object out = o.out(4);
            Object residual = o.out(4 * o.n());
            Object scratch = o.out(Kernels.BERNOULLI_SCRATCH);
            o.kernels().bernoulliLogProb(x, xRows, l, lRows, out, 4, o.n(), withResidual ? residual : null, scratch);
            return List.of(out, residual);
        };
    }

    /** Random numbers. */
    static ImmutableMap<String, Call> draws() {
        Rows rows = new Rows.Rectangle(0x9E3779B97F4A7C15L, 2, 2, 5, 3);
        return ImmutableMap.of(
                "uniform", whole(6, (out, o, k, n) -> k.uniform(rows, out, n)),
                "normal", whole(6, (out, o, k, n) -> k.normal(rows, out, n)),
                "bernoulli", whole(6, (out, o, k, n) -> k.bernoulli(rows, probabilities(o, 6 * n), 6, out, n)),
                "bernoulli, probabilities repeated",
                        whole(6, (out, o, k, n) -> k.bernoulli(rows, probabilities(o, 3 * n), 3, out, n)),
                "choose",
                        whole(6, (out, o, k, n) -> {
                            Object sums = o.out(3 * n);
                            k.cumulativeSum(probabilities(o, 3 * n), sums, 3, n, 1, false);
                            k.uniform(rows, out, n);
                            k.choose(sums, 3, n, out, 6 * n);
                        }));
    }

    private static Object probabilities(Operands o, int length) {
        Object p = o.numbers(1, length);
        o.kernels().map(MapFunction.SIGMOID, p, p, length);
        return p;
    }

    /** What moves parameters. */
    static ImmutableMap<String, Call> updates() {
        ImmutableMap.Builder<String, Call> calls = ImmutableMap.builder();
        calls.put("accumulate", part((out, o, k, n) -> k.accumulate(o.numbers(1, n + 2), 2, out, 1, n)));
        calls.put("scale", o -> {
            Object x = o.numbers(1, o.n() + AROUND);
            o.kernels().scale(x, 2, o.n(), 0.3);
            return List.of(x);
        });
        calls.put("sum of squares", few(1, (out, o, k, n) -> k.set(out, 0, k.sumOfSquares(o.numbers(1, n + 2), 2, n))));
        for (UpdateStep step : STEPS) {
            calls.put("update " + step, o -> {
                Object x = o.numbers(2, o.n() + AROUND);
                Object first = squares(o, 3);
                Object second = squares(o, 4);
                o.kernels().update(step, o.numbers(1, o.n() + 2), 2, x, first, second, 1, o.n());
                return List.of(x, first, second);
            });
        }
        return calls.buildOrThrow();
    }

    private static Object squares(Operands o, int seed) {
        Object x = o.numbers(seed, o.n() + AROUND);
        o.kernels().map(MapFunction.SQUARE, x, x, o.n() + AROUND);
        return x;
    }
}

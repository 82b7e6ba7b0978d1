package org.hypnos.autodiff.internal.kernels;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Calls of all kernels by their names, each giving the arrays that it wrote, with what stood around. */
final class KernelCalls {
    private static final int[] EXTENTS = {1, 2, 3, 5, 6, 7, 13, 16, 17, 31, 33, 65, 127};
    private static final Kernels.AdamStep ADAM = new Kernels.AdamStep(0.01, 0.9, 0.999, 1e-8, 0.002);

    private KernelCalls() {}

    /** A call of a kernel. */
    interface Call extends Function<Operands, List<Object>> {}

    /** A call that writes one array. */
    private interface Write {
        void to(Object out, Operands o, Kernels<Object> kernels, int n);
    }

    private static Call writing(int most, Write write) {
        return o -> {
            Object out = o.out(most * o.n() + 5);
            write.to(out, o, o.kernels(), o.n());
            return List.of(out);
        };
    }

    /** Elements one by one. */
    static ImmutableMap<String, Call> elementwise() {
        ImmutableMap.Builder<String, Call> calls = ImmutableMap.builder();
        for (MapFunction f : MapFunction.values()) {
            calls.put("map " + f, writing(1, (out, o, k, n) -> k.map(f, o.numbers(1, n), out, n)));
        }
        for (ZipFunction f : ZipFunction.values()) {
            for (int[] step : new int[][] {{1, 1}, {0, 1}, {1, 0}}) {
                calls.put("zip " + f + ", steps " + step[0] + " and " + step[1], writing(1, (out, o, k, n) -> {
                    k.zip(f, o.numbers(1, n + 3), 3, step[0], o.numbers(2, n + 2), 2, step[1], out, 1, n);
                }));
            }
        }
        for (int step : new int[] {0, 1, 3}) {
            calls.put("copy, step " + step, writing(1, (out, o, k, n) -> {
                k.copy(o.numbers(1, 2 + step * n + n), 2, step, out, 4, n);
            }));
        }
        return calls.put("fill", writing(1, (out, o, k, n) -> k.fill(out, 2, n + 2, 0.1)))
                .put("select", writing(1, (out, o, k, n) -> {
                    Object condition = o.out(n);
                    k.zip(ZipFunction.GREATER, o.numbers(1, n), 0, 1, o.numbers(2, n), 0, 1, condition, 0, n);
                    k.select(condition, o.numbers(3, n), o.numbers(4, n), out, n);
                }))
                .buildOrThrow();
    }

    /** Sums and their kin, along rows and along columns. */
    static ImmutableMap<String, Call> reductions() {
        return ImmutableMap.<String, Call>builder()
                .put("sum of rows", writing(1, (out, o, k, n) -> k.sum(o.numbers(1, 3 * n), out, 3, n, 1)))
                .put("sum of columns", writing(2, (out, o, k, n) -> k.sum(o.numbers(1, 2 * 3 * n), out, 2, 3, n)))
                .put("logSumExp of rows", writing(1, (out, o, k, n) -> k.logSumExp(o.numbers(1, 3 * n), out, 3, n, 1)))
                .put(
                        "logSumExp of columns",
                        writing(2, (out, o, k, n) -> k.logSumExp(o.numbers(1, 2 * 3 * n), out, 2, 3, n)))
                .put("softmax of rows", writing(3, (out, o, k, n) -> k.softmax(o.numbers(1, 3 * n), out, 3, n, 1)))
                .put(
                        "softmax of columns",
                        writing(6, (out, o, k, n) -> k.softmax(o.numbers(1, 2 * 3 * n), out, 2, 3, n)))
                .put("bernoulliLogProb, values repeated", writing(1, (out, o, k, n) -> {
                    k.bernoulliLogProb(o.numbers(1, n), 1, o.numbers(2, 4 * n), 4, out, 4, n);
                }))
                .put("bernoulliLogProb, logits repeated", writing(1, (out, o, k, n) -> {
                    k.bernoulliLogProb(o.numbers(1, 4 * n), 4, o.numbers(2, 2 * n), 2, out, 4, n);
                }))
                .put("bernoulliSlope, values repeated", writing(4, (out, o, k, n) -> {
                    k.bernoulliSlope(o.numbers(3, 4), o.numbers(1, n), 1, o.numbers(2, 4 * n), 4, out, 4, n);
                }))
                .put("bernoulliSlope, logits repeated", writing(4, (out, o, k, n) -> {
                    k.bernoulliSlope(o.numbers(3, 4), o.numbers(1, 4 * n), 4, o.numbers(2, 2 * n), 2, out, 4, n);
                }))
                .buildOrThrow();
    }

    /** Random numbers. */
    static ImmutableMap<String, Call> draws() {
        Rows rows = new Rows(0x9E3779B97F4A7C15L, 2, 2, 5, 3);
        return ImmutableMap.of(
                "uniform", writing(6, (out, o, k, n) -> k.uniform(rows, out, n)),
                "normal", writing(6, (out, o, k, n) -> k.normal(rows, out, n)),
                "bernoulli", writing(6, (out, o, k, n) -> k.bernoulli(rows, o.numbers(1, 6 * n), 6, out, n)),
                "bernoulli, logits repeated",
                        writing(6, (out, o, k, n) -> k.bernoulli(rows, o.numbers(1, 3 * n), 3, out, n)));
    }

    /** What moves parameters. */
    static ImmutableMap<String, Call> updates() {
        return ImmutableMap.of(
                "accumulate", writing(1, (out, o, k, n) -> k.accumulate(o.numbers(1, n + 2), out, 1, n + 1)),
                "momentum",
                        o -> {
                            Object x = o.numbers(2, o.n() + 2);
                            Object v = o.numbers(3, o.n() + 2);
                            o.kernels().momentum(o.numbers(1, o.n() + 2), x, v, 1, o.n() + 1, 0.1, 0.9);
                            return List.of(x, v);
                        },
                "adam",
                        o -> {
                            Object x = o.numbers(2, o.n() + 2);
                            Object m = o.numbers(3, o.n() + 2);
                            Object v = o.numbers(4, o.n() + 2);
                            o.kernels().map(MapFunction.SQUARE, v, v, o.n() + 2);
                            o.kernels().adam(o.numbers(1, o.n() + 2), x, m, v, 1, o.n() + 1, ADAM);
                            return List.of(x, m, v);
                        });
    }

    /** Products of all forms; of what sizes, follows from {@link Operands#n}. */
    static ImmutableMap<String, Call> products() {
        ImmutableMap.Builder<String, Call> calls = ImmutableMap.builder();
        for (boolean left : new boolean[] {false, true}) {
            for (boolean right : new boolean[] {false, true}) {
                String form = (left ? ", left transposed" : "") + (right ? ", right transposed" : "");
                calls.put("matmul" + form, product(left, right, (k, p, x, y, bias, out, scratch) -> {
                    k.matmul(p, x, y, out, scratch);
                }));
                calls.put("affine" + form, product(left, right, Kernels::affine));
                calls.put("addRows" + form, product(left, right, (k, p, x, y, bias, out, scratch) -> {
                    k.addRows(p, x, y, out, p.m() / 3, p.m() - p.m() / 4, scratch);
                }));
            }
        }
        return calls.buildOrThrow();
    }

    private interface Multiply {
        void run(Kernels<Object> k, Product p, Object x, Object y, Object bias, Object out, Object scratch);
    }

    private static Call product(boolean left, boolean right, Multiply multiply) {
        return o -> {
            SplittableRandom random = new SplittableRandom(o.n());
            Product p = new Product(extent(random), extent(random), extent(random), left, right);
            // One special row at the left, one special column at the right.
            Object x = o.matrix(o.n(), p.m(), p.k(), left);
            Object y = o.matrix(o.n() + 1, p.n(), p.k(), !right);
            Object out = o.out(p.m() * p.n() + 5);
            Object scratch = o.out(o.kernels().matmulScratch(p));
            multiply.run(o.kernels(), p, x, y, o.numbers(o.n() + 2, p.n()), out, scratch);
            return List.of(out);
        };
    }

    private static int extent(SplittableRandom random) {
        return EXTENTS[random.nextInt(EXTENTS.length)];
    }
}

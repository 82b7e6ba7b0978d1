package org.hypnos.autodiff.internal.kernels;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.SplittableRandom;
import org.hypnos.autodiff.internal.kernels.KernelCalls.Call;

/** Calls of the kernels for matrices by their names; of what extents, follows from {@link Operands#n}. */
final class MatrixCalls {
    private static final int[] EXTENTS = {1, 2, 3, 5, 6, 7, 13, 16, 17, 31, 33, 65, 127};
    private static final int MATRICES = 2;
    private static final int ROWS = 4;

    private MatrixCalls() {}

    /** Products of all forms, with and without bias. */
    static ImmutableMap<String, Call> products() {
        ImmutableMap.Builder<String, Call> calls = ImmutableMap.builder();
        for (boolean left : new boolean[] {false, true}) {
            for (boolean right : new boolean[] {false, true}) {
                for (boolean bias : new boolean[] {false, true}) {
                    String name = "multiply" + (left ? ", left transposed" : "") + (right ? ", right transposed" : "");
                    calls.put(name + (bias ? ", bias" : ""), o -> multiply(o, left, right, bias));
                }
            }
        }
        return calls.buildOrThrow();
    }

    private static List<Object> multiply(
            Operands o, boolean leftTransposed, boolean rightTransposed, boolean withBias) {
        Kernels<Object> kernels = o.kernels();
        Product p = product(o, leftTransposed, rightTransposed);
        Object left = left(o, p);
        Object right = right(o, p);
        int length = kernels.packedLength(p);
        int at = length == 0 ? 0 : kernels.firstAligned();
        if (length > 0) {
            Object packed = o.out(at + length);
            kernels.pack(p, right, packed, at);
            right = packed;
        }
        Object out = o.out(p.m() * p.n());
        kernels.multiply(p, left, right, at, withBias ? o.numbers(o.n() + 2, p.n()) : null, out);
        return List.of(out);
    }

    /** Products added to what is there, with and without a scale of the right side's rows. */
    static ImmutableMap<String, Call> additions() {
        return ImmutableMap.of(
                "multiplyAdd", o -> multiplyAdd(o, false, false),
                "multiplyAdd, scale", o -> multiplyAdd(o, false, true),
                "multiplyAdd, left transposed", o -> multiplyAdd(o, true, false),
                "multiplyAdd, left transposed, scale", o -> multiplyAdd(o, true, true));
    }

    /** Products with a left side that is mostly zeros. */
    static ImmutableMap<String, Call> sparse() {
        return ImmutableMap.of(
                "multiplySparse", o -> multiplySparse(o, false),
                "multiplySparse, bias", o -> multiplySparse(o, true),
                "multiplyAddSparse", o -> multiplyAddSparse(o, false),
                "multiplyAddSparse, scale", o -> multiplyAddSparse(o, true));
    }

    private static List<Object> multiplySparse(Operands o, boolean withBias) {
        Kernels<Object> kernels = o.kernels();
        Product p = product(o, false, false);
        Object left = mostlyZeros(kernels, left(o, p), p.m() * p.k());
        Object right = right(o, p);
        int length = kernels.packedLength(p);
        int at = length == 0 ? 0 : kernels.firstAligned();
        if (length > 0) {
            Object packed = o.out(at + length);
            kernels.pack(p, right, packed, at);
            right = packed;
        }
        int[] start = new int[p.m() + 1];
        int[] index = new int[p.m() * p.k() + 1];
        kernels.listNonZeros(left, p.m(), p.k(), new Lines(start, index));
        Object out = o.out(p.m() * p.n());
        Object bias = withBias ? o.numbers(o.n() + 2, p.n()) : null;
        kernels.multiplySparse(p, left, new Lines(start, index), right, at, bias, out);
        return List.of(out, counts(o, left, p, start));
    }

    private static List<Object> multiplyAddSparse(Operands o, boolean scaled) {
        Kernels<Object> kernels = o.kernels();
        Product p = product(o, true, false);
        Object left = mostlyZeros(kernels, left(o, p), p.m() * p.k());
        int[] start = new int[p.m() + 1];
        int[] index = new int[p.m() * p.k()];
        int count = 0;
        for (int row = 0; row < p.m(); row++) {
            for (int i = 0; i < p.k(); i++) {
                if (kernels.get(left, i * p.m() + row) != 0) {
                    index[count++] = i;
                }
            }
            start[row + 1] = count;
        }
        Object scale = scaled ? o.matrix(o.n() + 2, p.k(), 1, false) : null;
        return toPanel(
                o,
                p,
                (column, columns, panel) -> kernels.multiplyAddSparse(
                        p, left, new Lines(start, index), right(o, p), scale, column, columns, panel));
    }

    /** The number that are not zero as counted, and as listed. */
    private static Object counts(Operands o, Object left, Product p, int[] start) {
        Object counts = o.out(2);
        int size = p.m() * p.k();
        o.kernels().set(counts, 0, o.kernels().nonZeros(left, size, size));
        o.kernels().set(counts, 1, start[p.m()]);
        return counts;
    }

    private static Object mostlyZeros(Kernels<Object> kernels, Object x, int n) {
        for (int i = 0; i < n; i++) {
            if (i % 5 != 2) {
                kernels.set(x, i, i % 2 == 0 ? 0.0 : -0.0);
            }
        }
        return x;
    }

    private static List<Object> multiplyAdd(Operands o, boolean leftTransposed, boolean scaled) {
        Product p = product(o, leftTransposed, false);
        Object scale = scaled ? o.matrix(o.n() + 2, p.k(), 1, false) : null;
        return toPanel(
                o,
                p,
                (column, columns, panel) ->
                        o.kernels().multiplyAdd(p, left(o, p), right(o, p), scale, column, columns, panel));
    }

    private interface Addition {
        void to(int column, int columns, Object panel);
    }

    /** For columns in the middle; the panel's rows are given without what may be between them. */
    private static List<Object> toPanel(Operands o, Product p, Addition addition) {
        Kernels<Object> kernels = o.kernels();
        int column = p.n() / 3;
        int columns = p.n() - p.n() / 4 - column;
        int first = kernels.firstAligned();
        int step = kernels.panelStep(columns);
        Object sums = o.out(p.m() * columns);
        Object panel = o.out(kernels.panelLength(p, columns));
        for (int row = 0; row < p.m(); row++) {
            kernels.copy(sums, row * columns, 1, panel, first + row * step, columns);
        }
        addition.to(column, columns, panel);
        for (int row = 0; row < p.m(); row++) {
            kernels.copy(panel, first + row * step, 1, sums, row * columns, columns);
        }
        return List.of(sums);
    }

    private static Product product(Operands o, boolean leftTransposed, boolean rightTransposed) {
        SplittableRandom random = new SplittableRandom(o.n());
        return new Product(extent(random), extent(random), extent(random), leftTransposed, rightTransposed);
    }

    private static int extent(SplittableRandom random) {
        return EXTENTS[random.nextInt(EXTENTS.length)];
    }

    /** With one special row. */
    private static Object left(Operands o, Product p) {
        return o.matrix(o.n(), p.m(), p.k(), p.leftTransposed());
    }

    /** With one special column. */
    private static Object right(Operands o, Product p) {
        return o.matrix(o.n() + 1, p.n(), p.k(), !p.rightTransposed());
    }

    /** Cholesky's factor and solving, both of [n + 1, n + 1]. */
    static ImmutableMap<String, Call> triangles() {
        return ImmutableMap.of(
                "cholesky",
                MatrixCalls::cholesky,
                "triangularSolve",
                o -> triangularSolve(o, false),
                "triangularSolve, transposed",
                o -> triangularSolve(o, true));
    }

    /** The factor, and the row that failed. */
    private static List<Object> cholesky(Operands o) {
        int n = o.n() + 1;
        Object out = o.out(MATRICES * n * n);
        Object failed = o.out(1);
        o.kernels().set(failed, 0, o.kernels().cholesky(dominatedByDiagonal(o, n), out, MATRICES, n));
        return List.of(out, failed);
    }

    private static List<Object> triangularSolve(Operands o, boolean transposed) {
        int n = o.n() + 1;
        Object out = o.out(MATRICES * n * 3);
        Object right = o.matrix(o.n() + 1, 3, MATRICES * n, true);
        o.kernels().triangularSolve(dominatedByDiagonal(o, n), right, out, MATRICES, n, 3, transposed);
        return List.of(out);
    }

    /** Matrices [n, n] with one special row in all, but for its diagonal: positive definite if that is tame. */
    private static Object dominatedByDiagonal(Operands o, int n) {
        Object matrices = o.matrix(o.n(), MATRICES * n, n, false);
        for (int row = 0; row < MATRICES * n; row++) {
            o.kernels().set(matrices, row * n + row % n, 6 * n + 1);
        }
        return matrices;
    }

    /** Units drawn and scored one after the other, of four rows. */
    static ImmutableMap<String, Call> autoregressions() {
        return ImmutableMap.of(
                "drawAutoregressive",
                MatrixCalls::drawAutoregressive,
                "nadeLogits",
                o -> nade(o, (k, nade, x, net, out, to, states) -> k.nadeLogits(nade, x, net, out, ROWS, states)),
                "nadeDraw",
                o -> nade(o, (k, nade, x, net, out, to, states) -> {
                    Object uniform = uniform(o, nade.units());
                    k.nadeDraw(nade, uniform, x, MATRICES, net, out, ROWS, states, o.out(nade.hidden()));
                }),
                "nadeGradient",
                o -> nade(o, (k, nade, x, net, out, to, states) -> {
                    Object gradient = uniform(o, nade.units());
                    k.nadeGradient(nade, x, net, gradient, to, null, ROWS, states, o.out(2 * nade.hidden()));
                }),
                "nadeGradient, of the units too",
                o -> nade(o, (k, nade, x, net, out, to, states) -> {
                    Object gradient = uniform(o, nade.units());
                    k.nadeGradient(nade, x, net, gradient, to, out, ROWS, states, o.out(2 * nade.hidden()));
                }));
    }

    private static List<Object> drawAutoregressive(Operands o) {
        int n = extent(new SplittableRandom(o.n()));
        Object out = o.out(ROWS * n);
        Object logits = o.matrix(o.n(), MATRICES, n, false);
        Object weights = o.matrix(o.n() + 1, n, n, false);
        o.kernels().drawAutoregressive(uniform(o, n), logits, MATRICES, weights, out, ROWS, n, o.out(n));
        return List.of(out);
    }

    private static Object uniform(Operands o, int units) {
        Object uniform = o.out(ROWS * units);
        o.kernels().uniform(new Rows.Rectangle(7, 0, 1, 0, ROWS), uniform, units);
        return uniform;
    }

    private interface Estimate {
        void run(Kernels<Object> kernels, Nade nade, Object x, Object net, Object out, Object to, Object states);
    }

    /** With units that are mostly zeros, and biases that repeat. */
    private static List<Object> nade(Operands o, Estimate estimate) {
        SplittableRandom random = new SplittableRandom(o.n());
        int hidden = extent(random);
        Nade nade = new Nade(extent(random), hidden + Nade.padding(hidden), MATRICES);
        Object x = mostlyZeros(o.kernels(), o.matrix(o.n(), ROWS, nade.units(), false), ROWS * nade.units());
        Object net = o.matrix(o.n() + 1, 2 * nade.units() + MATRICES, nade.hidden(), false);
        Object out = o.out(ROWS * nade.units());
        Object to = o.out(nade.size());
        estimate.run(o.kernels(), nade, x, net, out, to, o.out((nade.units() + 1) * nade.hidden()));
        return List.of(out, to);
    }
}

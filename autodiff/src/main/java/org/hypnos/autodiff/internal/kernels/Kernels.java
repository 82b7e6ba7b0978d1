package org.hypnos.autodiff.internal.kernels;

import org.jspecify.annotations.Nullable;

/**
 * The loops that everything is computed by, over arrays of one precision. All implementations give the same bits.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Kernels<A> {
    /** Every array has this much room behind its last number, for vectors that jut out. */
    int PADDING = 32;

    A allocate(int length);

    /** The length that {@link #allocate} was asked for. */
    int length(A array);

    double get(A array, int index);

    void set(A array, int index, double value);

    /** out[i] = value from {@code from} to {@code to}. */
    void fill(A out, int from, int to, double value);

    /** out[at + i] = x[atX + i stepX]. */
    void copy(A x, int atX, int stepX, A out, int at, int n);

    void map(MapFunction f, A x, A out, int n);

    /** out[at + i] = f(x[atX + i stepX], y[atY + i stepY]); a step is 0 or 1. */
    void zip(ZipFunction f, A x, int atX, int stepX, A y, int atY, int stepY, A out, int at, int n);

    /** out = then where condition is not zero, else otherwise. */
    void select(A condition, A then, A otherwise, A out, int n);

    /** How many numbers reductions need beside their output. */
    int PARTIAL_SUMS = 16;

    /** Sums the middle axis of x[outer, n, inner]. */
    void sum(A x, A out, int outer, int n, int inner, A partial);

    /** log sum exp of the middle axis of x[outer, n, inner]. */
    void logSumExp(A x, A out, int outer, int n, int inner, A partial);

    /** exp(x) over its sum along the middle axis of x[outer, n, inner]; all 0 where all x are -infinity. */
    void softmax(A x, A out, int outer, int n, int inner, A partial);

    /** The sums of the middle axis of x[outer, n, inner] up to each element, or from it on, one after the other. */
    void cumulativeSum(A x, A out, int outer, int n, int inner, boolean reversed);

    /** The index of the greatest element along the middle axis of x[outer, n, inner]: the first of equals, of NaN if any. */
    void argMax(A x, A out, int outer, int n, int inner);

    /**
     * The lower Cholesky factors of x[matrices, n, n], of which the lower triangles are read.
     *
     * @return -1, or the row of x[matrices n, n] whose pivot was not positive; it stands on the diagonal of {@code out}
     */
    int cholesky(A x, A out, int matrices, int n);

    /** Solves l[matrices, n, n] out = b[matrices, n, m] for lower triangles, or with them transposed. */
    void triangularSolve(A l, A b, A out, int matrices, int n, int m, boolean transposed);

    /** How many numbers the right side of a product takes once packed; 0 if it is read as it is. */
    int packedLength(Product product);

    /** Writes the right side from {@code packed[at]} on as {@link #multiply} reads it. */
    void pack(Product product, A right, A packed, int at);

    /**
     * Each element starts at +0, or its column's bias if there is one, and adds its products in the order of k by fused
     * multiply-add. {@code right} is packed from index {@code at} on where {@link #packedLength} is not 0.
     */
    void multiply(Product product, A left, A right, int at, @Nullable A bias, A out);

    /** How many numbers {@link #multiplyAdd} needs for this many columns. */
    int panelLength(Product product, int columns);

    /** From one row of a panel of this many columns to the next. */
    int panelStep(int columns);

    /**
     * Adds to a panel [m, columns], which begins at {@code panel[firstAligned()]}, the products with the right side's columns
     * from {@code column} on, in the order of k by fused multiply-add. Row p of the right side is multiplied by scale[p] first,
     * if there is a scale. What is behind the panel is overwritten. The right side is not transposed.
     */
    void multiplyAdd(Product product, A left, A right, @Nullable A scale, int column, int columns, A panel);

    /** How many of n numbers are not zero, or, once they are more than {@code most}, any number above that. */
    int nonZeros(A x, int n, int most);

    /** Line r of {@code lines} becomes the columns of what is not zero in row r. */
    void listNonZeros(A x, int rows, int columns, Lines lines);

    /** As {@link #multiply}, but only with the numbers of the left side's rows that are listed. */
    void multiplySparse(Product product, A left, Lines lines, A right, int at, @Nullable A bias, A out);

    /** As {@link #multiplyAdd}, but only with the numbers of the left side's columns that are listed. */
    void multiplyAddSparse(
            Product product, A left, Lines lines, A right, @Nullable A scale, int column, int columns, A panel);

    /** Where an array that begins, header included, at a multiple of 64 bytes reaches the next one. */
    int firstAligned();

    /** How many numbers {@link #bernoulliLogProb} needs for itself. */
    int BERNOULLI_SCRATCH = 80;

    /**
     * out[r] = sum over n of x l - softplus(l), and residual[r, j] = x - sigmoid(l) where there is one; rows of x and l
     * repeat.
     */
    void bernoulliLogProb(A x, int xRows, A l, int lRows, A out, int rows, int n, @Nullable A residual, A scratch);

    /** {@code perRow} uniform numbers in (0, 1) for each row. */
    void uniform(Rows rows, A out, int perRow);

    /** {@code perRow} standard normal numbers for each row. */
    void normal(Rows rows, A out, int perRow);

    /** For each row, one where a uniform number is below its row of probabilities, else zero; rows of these repeat. */
    void bernoulli(Rows rows, A probabilities, int pRows, A out, int perRow);

    /**
     * For each row of uniform numbers and of logits, which repeat: unit i becomes one with probability sigmoid(logit i + sum of
     * weights[j, i] over the units {@code j < i} that are one), else zero. {@code sums} has room for the units.
     */
    void drawAutoregressive(A uniform, A logits, int lRows, A weights, A out, int rows, int units, A sums);

    /**
     * What the hidden units of {@code net} add to the logit of each unit of x[rows, units], given those before it. {@code states}
     * has room for [units + 1, hidden].
     */
    void nadeLogits(Nade nade, A x, A net, A out, int rows, A states);

    /**
     * Units drawn one after the other by those logits and the ones given, whose rows repeat. {@code states} and {@code sums} have
     * room for the hidden units.
     */
    void nadeDraw(Nade nade, A uniform, A logits, int lRows, A net, A out, int rows, A states, A sums);

    /**
     * The gradients of the sum of {@code gradient} times {@link #nadeLogits}, for the net and, if asked for, for x. {@code flow}
     * has room for [2, hidden].
     */
    void nadeGradient(Nade nade, A x, A net, A gradient, A toNet, @Nullable A toX, int rows, A states, A flow);

    /**
     * Replaces each uniform number u in {@code out} by the least k whose running sum in a row of {@code sums} [rows, n]
     * exceeds u times the row's last one; rows repeat, as often as it takes for {@code draws}.
     */
    void choose(A sums, int rows, int n, A out, int draws);

    /** out[at + i] = out[at + i] + x[atX + i]. */
    void accumulate(A x, int atX, A out, int at, int n);

    /** x[at + i] = factor x[at + i]. */
    void scale(A x, int at, int n, double factor);

    /** The sum of x[at + i]^2 in double: four partial sums take turns. */
    double sumOfSquares(A x, int at, int n);

    /**
     * Moves n numbers of x along {@code g[atG]} and on; they, and what the rule remembers of them, begin at {@code at}.
     *
     * @param first what the rule remembers; null if it remembers nothing
     * @param second null unless the rule remembers two numbers for each
     */
    void update(UpdateStep step, A g, int atG, A x, @Nullable A first, @Nullable A second, int at, int n);
}

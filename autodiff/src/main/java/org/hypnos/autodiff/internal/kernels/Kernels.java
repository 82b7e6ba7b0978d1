package org.hypnos.autodiff.internal.kernels;

/**
 * The loops that everything is computed by, over arrays of one precision. All implementations give the same bits.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface Kernels<A> {
    A allocate(int length);

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

    /** Sums the middle axis of x[outer, n, inner]. */
    void sum(A x, A out, int outer, int n, int inner);

    /** log sum exp of the middle axis of x[outer, n, inner]. */
    void logSumExp(A x, A out, int outer, int n, int inner);

    /** exp(x) over its sum along the middle axis of x[outer, n, inner]; all 0 where all x are -infinity. */
    void softmax(A x, A out, int outer, int n, int inner);

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

    /** The length of the scratch array that a product needs. */
    int matmulScratch(Product product);

    /** Each element starts at +0 and adds its products in the order of k by fused multiply-add. */
    void matmul(Product product, A left, A right, A out, A scratch);

    /** As {@link #matmul}, but the elements of column j start at bias[j]. */
    void affine(Product product, A left, A right, A bias, A out, A scratch);

    /** As {@link #matmul}, but rows {@code from} to {@code to} start at what they are, and the others stay. */
    void addRows(Product product, A left, A right, A out, int from, int to, A scratch);

    /** out[r] = sum over n of x l - softplus(l); rows of x and l repeat. */
    void bernoulliLogProb(A x, int xRows, A l, int lRows, A out, int rows, int n);

    /** out[r, j] = g[r] (x - sigmoid(l)); rows of x and l repeat. */
    void bernoulliSlope(A g, A x, int xRows, A l, int lRows, A out, int rows, int n);

    /** {@code perRow} uniform numbers in (0, 1) for each row. */
    void uniform(Rows rows, A out, int perRow);

    /** {@code perRow} standard normal numbers for each row. */
    void normal(Rows rows, A out, int perRow);

    /** For each row, one where a uniform number is below sigmoid(l), else zero; rows of l repeat. */
    void bernoulli(Rows rows, A l, int lRows, A out, int perRow);

    /** out[i] = out[i] + x[i] from {@code from} to {@code to}. */
    void accumulate(A x, A out, int from, int to);

    /**
     * From {@code from} to {@code to}: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g, x -= rate m / (sqrt(v / c2) + e),
     * where {@code rate} has the correction of m inside.
     */
    void adam(A g, A x, A m, A v, int from, int to, AdamStep step);

    /** From {@code from} to {@code to}: v = momentum v + g, x -= rate v. */
    void momentum(A g, A x, A v, int from, int to, double rate, double momentum);

    /** The numbers of one Adam step: {@code rate} is divided by 1 - b1^t, {@code secondCorrection} is 1 - b2^t. */
    record AdamStep(double rate, double b1, double b2, double epsilon, double secondCorrection) {}
}

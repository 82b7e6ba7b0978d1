package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.hypnos.autodiff.internal.kernels.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * An immutable array of numbers: a constant, or a value that a {@link Tape} recorded.
 *
 * <p>Every method that computes is one call of {@link #apply}. Two shapes meet by broadcasting: aligned at the last
 * axis, extents equal or one, and never two plates (see {@link Axis}). A Java number in an expression takes the tensor's
 * {@link DType}.
 */
public sealed class Tensor permits Recorded {
    private final Shape shape;
    private final Object array; // float[] or double[], perhaps longer than the shape's size
    private final Scope scope;
    private @Nullable Content content;

    /** What is known of a tensor's numbers beside themselves: whose they are, or which are not zero. */
    sealed interface Content permits Parameter, NonZeros {}

    Tensor(Shape shape, Object array, Scope scope, @Nullable Content content) {
        this.shape = shape;
        this.array = array;
        this.scope = scope;
        this.content = content;
    }

    /** A constant with these values, the last axis running fastest. */
    public static Tensor of(DType dtype, Shape shape, double... values) {
        checkArgument(
                values.length == shape.size(),
                "shape %s needs %s values, found %s",
                shape,
                shape.size(),
                values.length);
        Tensor tensor = empty(shape, dtype, Workspace.HEAP);
        Output.of(tensor).fill(i -> values[i]);
        return tensor;
    }

    /** A FLOAT32 constant with these values, the last axis running fastest. */
    public static Tensor of(Shape shape, float... values) {
        checkArgument(
                values.length == shape.size(),
                "shape %s needs %s values, found %s",
                shape,
                shape.size(),
                values.length);
        Tensor tensor = empty(shape, DType.FLOAT32, Workspace.HEAP);
        tensor.kernels().copy(values, 0, 1, tensor.array(), 0, values.length);
        return tensor;
    }

    public static Tensor scalar(DType dtype, double value) {
        return full(dtype, Shape.SCALAR, value);
    }

    public static Tensor zeros(DType dtype, Shape shape) {
        return full(dtype, shape, 0);
    }

    /** A constant that is {@code value} everywhere. */
    public static Tensor full(DType dtype, Shape shape, double value) {
        return full(dtype, shape, value, Workspace.HEAP);
    }

    static Tensor full(DType dtype, Shape shape, double value, Workspace workspace) {
        Tensor tensor = empty(shape, dtype, workspace);
        tensor.kernels().fill(tensor.array(), 0, shape.size(), value);
        return tensor;
    }

    /** A constant whose content is still to be written. */
    static Tensor empty(Shape shape, DType dtype, Workspace workspace) {
        Object array = workspace.allocate(dtype, shape.size());
        return new Tensor(workspace.known(shape), array, workspace.scope(dtype), null);
    }

    /**
     * Computes {@code op}, and records it where an input is recorded.
     *
     * @throws IllegalArgumentException if the inputs' shapes, types, tapes or workspaces do not fit
     */
    public static Tensor apply(Op op, Tensor... in) {
        DType dtype = commonType(op, in);
        Workspace workspace = commonWorkspace(op, in);
        Tape tape = Tape.of(op, in);
        try (Output output = workspace.output()) {
            Shape shape = workspace.known(shape(op, output.shapes(in)));
            boolean view = op instanceof View;
            Object array = view ? in[0].array() : workspace.allocate(dtype, shape.size());
            Content known = view ? in[0].contentOfRows(shape) : null;
            Scope scope = workspace.scope(dtype);
            Tensor out = tape == null
                    ? new Tensor(shape, array, scope, known)
                    : new Recorded.Computed(shape, array, scope, known, tape, tape.last(), op, in);
            if (!view) {
                output.open(out);
                op.value(output, in);
            }
            if (out instanceof Recorded recorded) {
                tape.record(recorded);
            }
            return out;
        }
    }

    /** The shape of the result; an error names the primitive and its inputs' shapes, whoever found it. */
    private static Shape shape(Op op, Shape... in) {
        try {
            return op.shape(in);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            boolean named = Ascii.toLowerCase(message).contains(Ascii.toLowerCase(op.name()));
            boolean shown = Arrays.stream(in).allMatch(shape -> message.contains(shape.toString()));
            String of = shown ? "" : " of " + Joiner.on(" and ").join(in);
            throw new IllegalArgumentException(named && shown ? message : op.name() + of + ": " + message, e);
        }
    }

    private static DType commonType(Op op, Tensor... in) {
        for (Tensor tensor : in) {
            if (tensor.dtype() != in[0].dtype()) {
                throw new IllegalArgumentException(op.name() + " mixes " + in[0].kind() + " and " + tensor.kind()
                        + "; convert one with to(DType)");
            }
        }
        return in[0].dtype();
    }

    private static Workspace commonWorkspace(Op op, Tensor... in) {
        Workspace common = Workspace.HEAP;
        for (Tensor tensor : in) {
            Workspace own = tensor.workspace();
            if (common != Workspace.HEAP && own != Workspace.HEAP && own != common) {
                throw new IllegalArgumentException(
                        op.name() + " mixes tensors of two workspaces; adopt one of them into the other's");
            }
            common = own == Workspace.HEAP ? common : own;
        }
        return common;
    }

    public Shape shape() {
        return shape;
    }

    public DType dtype() {
        return scope.dtype();
    }

    /** The element at {@code index}, counted along the last axis first. */
    public double get(int index) {
        checkArgument(index >= 0 && index < shape.size(), "shape %s has no element %s", shape, index);
        return kernels().get(array(), index);
    }

    /** The only element. */
    public double item() {
        checkArgument(
                shape.size() == 1, "item() needs a single value, found shape %s; is a sum or mean missing?", shape);
        return get(0);
    }

    /** A copy of the elements, the last axis running fastest. */
    public double[] toDoubles() {
        double[] values = new double[shape.size()];
        Object source = array();
        for (int i = 0; i < values.length; i++) {
            values[i] = kernels().get(source, i);
        }
        return values;
    }

    /** These values in precision {@code other}, as a constant. */
    public Tensor to(DType other) {
        if (other == dtype()) {
            return detach();
        }
        Tensor converted = empty(shape, other, workspace());
        Output.of(converted).fill(this::get);
        return converted;
    }

    /** A copy that lives like any value, whatever becomes of this tensor's workspace. */
    public Tensor copy() {
        Tensor copy = empty(shape, dtype(), Workspace.HEAP);
        kernels().copy(array(), 0, 1, copy.array(), 0, shape.size());
        return copy;
    }

    /** The same values as a constant: no gradient flows through it. */
    public Tensor detach() {
        return this instanceof Recorded ? new Tensor(shape, array(), scope, content) : this;
    }

    /** A constant of this tensor's type, in its workspace. */
    public Tensor constant(double value) {
        return full(dtype(), Shape.SCALAR, value, workspace());
    }

    /** A constant of this tensor's type that is {@code value} everywhere, in its workspace. */
    public Tensor filled(Shape shape, double value) {
        return full(dtype(), shape, value, workspace());
    }

    public Tensor add(Tensor y) {
        return apply(Elementwise.ADD, this, y);
    }

    public Tensor add(double y) {
        return apply(Elementwise.withNumber(Elementwise.ADD, y), this);
    }

    public Tensor sub(Tensor y) {
        return apply(Elementwise.SUB, this, y);
    }

    public Tensor sub(double y) {
        return apply(Elementwise.withNumber(Elementwise.SUB, y), this);
    }

    public Tensor mul(Tensor y) {
        return apply(Elementwise.MUL, this, y);
    }

    public Tensor mul(double y) {
        return apply(Elementwise.withNumber(Elementwise.MUL, y), this);
    }

    public Tensor div(Tensor y) {
        return apply(Elementwise.DIV, this, y);
    }

    public Tensor div(double y) {
        return apply(Elementwise.withNumber(Elementwise.DIV, y), this);
    }

    /** The greater of both, NaN if either is; the gradient goes to this where both are equal. */
    public Tensor max(Tensor y) {
        return apply(Elementwise.MAX, this, y);
    }

    public Tensor max(double y) {
        return apply(Elementwise.withNumber(Elementwise.MAX, y), this);
    }

    /** The lesser of both, NaN if either is; the gradient goes to this where both are equal. */
    public Tensor min(Tensor y) {
        return apply(Elementwise.MIN, this, y);
    }

    public Tensor min(double y) {
        return apply(Elementwise.withNumber(Elementwise.MIN, y), this);
    }

    /** exp(y log(x)), for positive x; 1 where {@code y} is 0. FLOAT64 is within 2 + 3 |y log(x)| ulp. */
    public Tensor pow(Tensor y) {
        return apply(Elementwise.POW, this, y);
    }

    public Tensor pow(double y) {
        return apply(Elementwise.withNumber(Elementwise.POW, y), this);
    }

    public Tensor neg() {
        return apply(Elementwise.NEG, this);
    }

    /** The absolute value, whose gradient at 0 is 0. */
    public Tensor abs() {
        return apply(Elementwise.ABS, this);
    }

    public Tensor exp() {
        return apply(Elementwise.EXP, this);
    }

    /** exp(x) - 1, without cancellation near 0. */
    public Tensor expm1() {
        return apply(Elementwise.EXPM1, this);
    }

    /** The natural logarithm. */
    public Tensor log() {
        return apply(Elementwise.LOG, this);
    }

    /** log(1 + x), without cancellation near 0. */
    public Tensor log1p() {
        return apply(Elementwise.LOG1P, this);
    }

    public Tensor square() {
        return apply(Elementwise.SQUARE, this);
    }

    /** The square root; its gradient at 0 is infinite. */
    public Tensor sqrt() {
        return apply(Elementwise.SQRT, this);
    }

    public Tensor tanh() {
        return apply(Elementwise.TANH, this);
    }

    /** 1 / (1 + exp(-x)). */
    public Tensor sigmoid() {
        return apply(Elementwise.SIGMOID, this);
    }

    /** log(1 + exp(x)). */
    public Tensor softplus() {
        return apply(Elementwise.SOFTPLUS, this);
    }

    /** log(sigmoid(x)) = -softplus(-x). */
    public Tensor logSigmoid() {
        return apply(Elementwise.LOG_SIGMOID, this);
    }

    /** The error function: 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
    public Tensor erf() {
        return apply(Elementwise.ERF, this);
    }

    /** The logarithm of the gamma function, for positive x; NaN for negative ones. */
    public Tensor lgamma() {
        return apply(Elementwise.LGAMMA, this);
    }

    /** The derivative of {@link #lgamma}, for positive x; NaN for negative ones. */
    public Tensor digamma() {
        return apply(Elementwise.DIGAMMA, this);
    }

    /** One where this is greater than {@code y}, else zero; a constant. */
    public Tensor greater(Tensor y) {
        return apply(Elementwise.GREATER, detach(), y.detach());
    }

    /** One where this equals {@code y}, else zero; a constant. */
    public Tensor equal(Tensor y) {
        return apply(Elementwise.EQUAL, detach(), y.detach());
    }

    /** {@code then} where this is not zero, else {@code otherwise}; no gradient flows to the side that is not chosen. */
    public Tensor where(Tensor then, Tensor otherwise) {
        return apply(Where.OP, detach(), then, otherwise);
    }

    /** This as rows [..., k] times {@code w} [k, n]: [..., n]. */
    public Tensor matmul(Tensor w) {
        return apply(MatMul.PLAIN, this, w);
    }

    /** This as rows [..., k] times {@code w} [k, n] plus {@code b} [n]: [..., n]. */
    public Tensor affine(Tensor w, Tensor b) {
        return apply(Affine.OP, this, w, b);
    }

    /** This as rows [..., k] times the transpose of {@code w} [n, k]: [..., n]. */
    public Tensor matmulTransposed(Tensor w) {
        return apply(MatMul.RIGHT_TRANSPOSED, this, w);
    }

    /** The transpose of this, as rows [..., m], times {@code w}, as rows [..., n]: [m, n], summed over the rows. */
    public Tensor transposedMatmul(Tensor w) {
        return apply(MatMul.LEFT_TRANSPOSED, this, w);
    }

    /** One product for each index of the leading axes, which are equal: [..., m, k] times {@code w} [..., k, n]. */
    public Tensor batchMatmul(Tensor w) {
        return apply(new BatchMatMul(), this, w);
    }

    /**
     * The lower triangular L with L L' = x, for each positive definite x in the last two axes. Reads the lower triangle; the
     * gradient is that for a symmetric x, half of it in either triangle.
     *
     * @throws IllegalArgumentException if a matrix is not positive definite; the message names it and its pivot
     */
    public Tensor cholesky() {
        return apply(new Matrices.Cholesky(), this);
    }

    /** The y of L y = b, where L [..., n, n] is the lower triangle of this, and {@code b} is [..., n, m]. */
    public Tensor triangularSolve(Tensor b) {
        return apply(new Matrices.Solve(false), this, b);
    }

    /** The y of L' y = b, where L [..., n, n] is the lower triangle of this, and {@code b} is [..., n, m]. */
    public Tensor transposedTriangularSolve(Tensor b) {
        return apply(new Matrices.Solve(true), this, b);
    }

    /** The elements [..., i, i] of the last two axes, of equal extent. */
    public Tensor diagonal() {
        return apply(new Matrices.Diagonal(), this);
    }

    /** Matrices [..., n, n] that have this [..., n] on the diagonal and zero elsewhere. */
    public Tensor diagonalMatrix() {
        return apply(new Matrices.DiagonalMatrix(), this);
    }

    /** The elements [..., i, j] with j up to i + {@code diagonal}, and zero elsewhere. */
    public Tensor lowerTriangle(int diagonal) {
        return apply(new Matrices.Triangle(true, diagonal), this);
    }

    /** The elements [..., i, j] with j from i + {@code diagonal} on, and zero elsewhere. */
    public Tensor upperTriangle(int diagonal) {
        return apply(new Matrices.Triangle(false, diagonal), this);
    }

    /** The sum of everything. */
    public Tensor sum() {
        return apply(Reduce.TOTAL, this);
    }

    public Tensor sum(int axis) {
        return apply(new Reduce.Sum(axis), this);
    }

    /** The sum over the last {@code axes} axes. */
    public Tensor sumLast(int axes) {
        Shape kept = shape.prefix(shape.rank() - axes);
        return axes == 0
                ? this
                : reshape(kept.concat(Shape.of(shape.suffix(axes).size()))).sum(-1);
    }

    /** The mean of everything. */
    public Tensor mean() {
        return sum().mul(1.0 / shape.size());
    }

    public Tensor mean(int axis) {
        return sum(axis).mul(1.0 / shape.dim(axis));
    }

    /** log(sum(exp(x))) over {@code axis}; -infinity where all are. */
    public Tensor logSumExp(int axis) {
        return apply(new Reduce.LogSumExp(axis), this);
    }

    /** exp(x) / sum(exp(x)) over {@code axis}; all 0 where all x are -infinity. */
    public Tensor softmax(int axis) {
        return apply(new Reduce.Softmax(axis), this);
    }

    /** The sums of all elements of {@code axis} up to and including each. */
    public Tensor cumsum(int axis) {
        return apply(new Reduce.CumulativeSum(axis, false), this);
    }

    /** Where along {@code axis} the greatest element is: the first of equals, the first NaN if there is one; a constant. */
    public Tensor argmax(int axis) {
        return apply(new Reduce.ArgMax(axis), detach());
    }

    /** x - logSumExp(x) over {@code axis}. */
    public Tensor logSoftmax(int axis) {
        return sub(logSumExp(axis).reshape(shape.with(axis, 1)));
    }

    /**
     * The same numbers under another shape of equal size. Where that has no names, axes of more than one index that keep
     * their extent and stride keep theirs.
     */
    public Tensor reshape(Shape to) {
        return viewed(to.namedAsReshapeOf(shape));
    }

    /** The same without names of axes, for work on all pairs inside a plate. */
    public Tensor unnamed() {
        return viewed(shape.unnamed());
    }

    /** The same numbers under exactly this shape. */
    Tensor viewed(Shape to) {
        if (to.isSameAs(shape)) {
            return this;
        }
        return this instanceof Recorded || to.size() != shape.size()
                ? apply(new Movement.Reshape(to), this)
                : new Tensor(workspace().known(to), array(), scope, contentOfRows(to));
    }

    /** The axes in another order: axis i of the result is axis {@code order[i]} of this. */
    public Tensor permute(int... order) {
        return apply(new Movement.Permute(order), this);
    }

    /** The last two axes exchanged. */
    public Tensor transpose() {
        int[] order = new int[shape.rank()];
        Arrays.setAll(order, i -> i < order.length - 2 ? i : 2 * order.length - 3 - i);
        return permute(order);
    }

    /** The indices from {@code from} (inclusive) to {@code to} (exclusive) of {@code axis}. */
    public Tensor slice(int axis, int from, int to) {
        return apply(new Movement.Slice(shape.axis(axis), from, to), this);
    }

    /** {@code tensors} one after the other along {@code axis}. */
    public static Tensor concat(int axis, Tensor... tensors) {
        return apply(new Movement.Concat(tensors[0].shape.axis(axis)), tensors);
    }

    /** {@code tensors} of one shape along a new axis that becomes {@code axis}; -1 is behind the last one. */
    public static Tensor stack(int axis, Tensor... tensors) {
        Tensor[] slices = new Tensor[tensors.length];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = tensors[i].withAxis(axis);
        }
        return concat(axis, slices);
    }

    private Tensor withAxis(int axis) {
        int at = axis < 0 ? axis + shape.rank() + 1 : axis;
        checkArgument(at >= 0 && at <= shape.rank(), "shape %s takes no new axis %s", shape, axis);
        return reshape(shape.prefix(at).concat(Shape.of(1)).concat(shape.suffix(shape.rank() - at)));
    }

    /** Consecutive pieces of {@code axis} of these extents, which add up to its own. */
    public ImmutableList<Tensor> split(int axis, int... extents) {
        checkArgument(
                Arrays.stream(extents).sum() == shape.dim(axis),
                "pieces %s do not add up to axis %s of %s",
                Arrays.toString(extents),
                axis,
                shape);
        ImmutableList.Builder<Tensor> pieces = ImmutableList.builder();
        int from = 0;
        for (int extent : extents) {
            pieces.add(slice(axis, from, from + extent));
            from += extent;
        }
        return pieces.build();
    }

    /** Repeated to {@code to}. */
    public Tensor broadcastTo(Shape to) {
        return to.endsWith(shape) && shape.rank() == to.rank()
                ? viewed(shape.broadcast(to))
                : apply(new Movement.Expand(to), this);
    }

    /** For each row of this, [..., n], its element at the whole number in {@code index}, [...]. */
    public Tensor gather(Tensor index) {
        return apply(Gather.OP, this, index.detach());
    }

    /** The rows of the first axis with these numbers, in this order; a row may be chosen more than once. */
    public Tensor rows(int... chosen) {
        return apply(new RowChoice(chosen), this);
    }

    /** For each whole number of this, [...], a row [..., n] that is one at that index and zero elsewhere; a constant. */
    public Tensor oneHot(int n) {
        return apply(new Gather.Scatter(n), filled(shape, 1), detach());
    }

    /**
     * The log-probability in nats of {@code value} under independent Bernoullis with these logits, summed over the last
     * {@code axes} axes: sum of value * logit - softplus(logit).
     */
    public Tensor bernoulliLogProb(Tensor value, int axes) {
        return axes == 0 ? mul(value).sub(softplus()) : BernoulliLogProb.of(value, this, axes);
    }

    Object array() {
        scope.requireAlive(shape);
        return array;
    }

    Kernels<Object> kernels() {
        return scope.kernels();
    }

    Workspace workspace() {
        return scope.workspace();
    }

    /** What recorded this; null for a constant. */
    @Nullable
    Tape tape() {
        return null;
    }

    private String kind() {
        return "Tensor" + shape + " " + dtype();
    }

    /**
     * Where the few numbers of a constant that are not zero stand, as rows; null if there are many. Data and draws may have
     * few; what is recorded, and parameters, are not looked at.
     */
    @Nullable
    NonZeros nonZeros() {
        if (content == null && !(this instanceof Recorded)) {
            content = NonZeros.of(this);
        }
        return knownNonZeros();
    }

    /** As far as somebody asked before. */
    @Nullable
    NonZeros knownNonZeros() {
        return content instanceof NonZeros nonZeros && nonZeros != NonZeros.MANY ? nonZeros : null;
    }

    /** What is known of these numbers that holds under shape {@code other} too: what are not zero, in the same rows. */
    private @Nullable Content contentOfRows(Shape other) {
        boolean sameRows = shape.rank() > 0 && other.rank() > 0 && shape.dim(-1) == other.dim(-1);
        return sameRows && content instanceof NonZeros ? content : null;
    }

    /** The parameter whose numbers these are as they stand in its memory; null if they are others. */
    @Nullable
    Parameter parameter() {
        return content instanceof Parameter parameter ? parameter : null;
    }

    /** Shape, type and an excerpt of the values, unless the workspace was reset. */
    @Override
    public String toString() {
        return scope.hasEnded() ? kind() : kind() + " " + Excerpt.of(this);
    }
}

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
 * axis, extents equal or one, and never two plates (see {@link Axis}). A Java number in an expression takes the
 * tensor's {@link DType}. In the formulas below x is an element of this tensor.
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

    /**
     * {@return a constant with these values}
     *
     * @param dtype the precision, to which the values are rounded
     * @param shape of the constant
     * @param values of all elements, the last axis running fastest
     * @throws IllegalArgumentException if there are more or fewer values than elements
     */
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

    /**
     * {@return a FLOAT32 constant with these values}
     *
     * @param shape of the constant
     * @param values of all elements, the last axis running fastest
     * @throws IllegalArgumentException if there are more or fewer values than elements
     */
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

    /**
     * {@return a constant of rank 0}
     *
     * @param dtype the precision, to which the value is rounded
     * @param value of the only element
     */
    public static Tensor scalar(DType dtype, double value) {
        return full(dtype, Shape.SCALAR, value);
    }

    /**
     * {@return a constant that is zero everywhere}
     *
     * @param dtype the precision
     * @param shape of the constant
     */
    public static Tensor zeros(DType dtype, Shape shape) {
        return full(dtype, shape, 0);
    }

    /**
     * {@return a constant that is {@code value} everywhere}
     *
     * @param dtype the precision, to which the value is rounded
     * @param shape of the constant
     * @param value of each element
     */
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
     * @param op the primitive
     * @param in its inputs, at least one
     * @return what the primitive computed; a constant if all inputs are
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

    /** {@return the extent of each axis, and perhaps what it counts} */
    public Shape shape() {
        return shape;
    }

    /** {@return the precision of the numbers} */
    public DType dtype() {
        return scope.dtype();
    }

    /**
     * {@return one element}
     *
     * @param index of the element, counted along the last axis first
     * @throws IllegalArgumentException if there is no such element
     */
    public double get(int index) {
        checkArgument(index >= 0 && index < shape.size(), "shape %s has no element %s", shape, index);
        return kernels().get(array(), index);
    }

    /**
     * {@return the only element}
     *
     * @throws IllegalArgumentException if there are several
     */
    public double item() {
        checkArgument(
                shape.size() == 1, "item() needs a single value, found shape %s; is a sum or mean missing?", shape);
        return get(0);
    }

    /** {@return a copy of the elements, the last axis running fastest} */
    public double[] toDoubles() {
        double[] values = new double[shape.size()];
        Object source = array();
        for (int i = 0; i < values.length; i++) {
            values[i] = kernels().get(source, i);
        }
        return values;
    }

    /**
     * {@return these values in another precision, as a constant}
     *
     * @param other the precision; if it is this tensor's own, the numbers are shared
     */
    public Tensor to(DType other) {
        if (other == dtype()) {
            return detach();
        }
        Tensor converted = empty(shape, other, workspace());
        Output.of(converted).fill(this::get);
        return converted;
    }

    /** {@return a copy, as a constant, that lives like any value, whatever becomes of this tensor's workspace} */
    public Tensor copy() {
        Tensor copy = empty(shape, dtype(), Workspace.HEAP);
        kernels().copy(array(), 0, 1, copy.array(), 0, shape.size());
        return copy;
    }

    /** {@return the same values as a constant: no gradient flows through it} */
    public Tensor detach() {
        return this instanceof Recorded ? new Tensor(shape, array(), scope, content) : this;
    }

    /**
     * {@return a single number, a constant of this tensor's type and in its workspace}
     *
     * @param value of the number
     */
    public Tensor constant(double value) {
        return full(dtype(), Shape.SCALAR, value, workspace());
    }

    /**
     * {@return a constant of this tensor's type that is {@code value} everywhere, in its workspace}
     *
     * @param shape of the constant
     * @param value of each element
     */
    public Tensor filled(Shape shape, double value) {
        return full(dtype(), shape, value, workspace());
    }

    /**
     * {@return x + y}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor add(Tensor y) {
        return apply(Elementwise.ADD, this, y);
    }

    /**
     * {@return x + y}
     *
     * @param y the same number for each element
     */
    public Tensor add(double y) {
        return apply(Elementwise.withNumber(Elementwise.ADD, y), this);
    }

    /**
     * {@return x - y}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor sub(Tensor y) {
        return apply(Elementwise.SUB, this, y);
    }

    /**
     * {@return x - y}
     *
     * @param y the same number for each element
     */
    public Tensor sub(double y) {
        return apply(Elementwise.withNumber(Elementwise.SUB, y), this);
    }

    /**
     * {@return x y, element by element}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor mul(Tensor y) {
        return apply(Elementwise.MUL, this, y);
    }

    /**
     * {@return x y, element by element}
     *
     * @param y the same number for each element
     */
    public Tensor mul(double y) {
        return apply(Elementwise.withNumber(Elementwise.MUL, y), this);
    }

    /**
     * {@return x / y, element by element}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor div(Tensor y) {
        return apply(Elementwise.DIV, this, y);
    }

    /**
     * {@return x / y, element by element}
     *
     * @param y the same number for each element
     */
    public Tensor div(double y) {
        return apply(Elementwise.withNumber(Elementwise.DIV, y), this);
    }

    /**
     * {@return the greater of both, NaN if either is; the gradient goes to this where both are equal}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor max(Tensor y) {
        return apply(Elementwise.MAX, this, y);
    }

    /**
     * {@return the greater of each element and {@code y}, NaN if either is; the gradient flows where both are equal}
     *
     * @param y the same number for each element
     */
    public Tensor max(double y) {
        return apply(Elementwise.withNumber(Elementwise.MAX, y), this);
    }

    /**
     * {@return the lesser of both, NaN if either is; the gradient goes to this where both are equal}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor min(Tensor y) {
        return apply(Elementwise.MIN, this, y);
    }

    /**
     * {@return the lesser of each element and {@code y}, NaN if either is; the gradient flows where both are equal}
     *
     * @param y the same number for each element
     */
    public Tensor min(double y) {
        return apply(Elementwise.withNumber(Elementwise.MIN, y), this);
    }

    /**
     * {@return x to the power y, exp(y log(x)): 1 where {@code y} is 0, else NaN for negative x} FLOAT64 is within
     * 2 + 3 |y log(x)| ulp.
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor pow(Tensor y) {
        return apply(Elementwise.POW, this, y);
    }

    /**
     * {@return x to the power y, exp(y log(x)): 1 if {@code y} is 0, else NaN for negative x, even if it is whole}
     *
     * @param y the same number for each element
     */
    public Tensor pow(double y) {
        return apply(Elementwise.withNumber(Elementwise.POW, y), this);
    }

    /** {@return -x} */
    public Tensor neg() {
        return apply(Elementwise.NEG, this);
    }

    /** {@return the absolute value, whose gradient at 0 is 0} */
    public Tensor abs() {
        return apply(Elementwise.ABS, this);
    }

    /** {@return exp(x), which is 0 where it is below about 2^-125 (FLOAT64: 2^-1021)} */
    public Tensor exp() {
        return apply(Elementwise.EXP, this);
    }

    /** {@return exp(x) - 1, without cancellation near 0} */
    public Tensor expm1() {
        return apply(Elementwise.EXPM1, this);
    }

    /** {@return the natural logarithm: -infinity at 0, NaN for negative x} */
    public Tensor log() {
        return apply(Elementwise.LOG, this);
    }

    /** {@return log(1 + x), without cancellation near 0} */
    public Tensor log1p() {
        return apply(Elementwise.LOG1P, this);
    }

    /** {@return x x} */
    public Tensor square() {
        return apply(Elementwise.SQUARE, this);
    }

    /** {@return the square root, NaN for negative x; its gradient at 0 is infinite} */
    public Tensor sqrt() {
        return apply(Elementwise.SQRT, this);
    }

    /** {@return the hyperbolic tangent} */
    public Tensor tanh() {
        return apply(Elementwise.TANH, this);
    }

    /** {@return 1 / (1 + exp(-x))} */
    public Tensor sigmoid() {
        return apply(Elementwise.SIGMOID, this);
    }

    /** {@return log(1 + exp(x)), which does not overflow} */
    public Tensor softplus() {
        return apply(Elementwise.SOFTPLUS, this);
    }

    /** {@return log(sigmoid(x)) = -softplus(-x)} */
    public Tensor logSigmoid() {
        return apply(Elementwise.LOG_SIGMOID, this);
    }

    /** {@return the error function: 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x} */
    public Tensor erf() {
        return apply(Elementwise.ERF, this);
    }

    /** {@return the logarithm of the gamma function, for positive x; NaN for negative ones} */
    public Tensor lgamma() {
        return apply(Elementwise.LGAMMA, this);
    }

    /** {@return the derivative of {@link #lgamma}, for positive x; NaN for negative ones} */
    public Tensor digamma() {
        return apply(Elementwise.DIGAMMA, this);
    }

    /**
     * {@return one where this is greater than {@code y}, else zero; a constant}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor greater(Tensor y) {
        return apply(Elementwise.GREATER, detach(), y.detach());
    }

    /**
     * {@return one where this equals {@code y}, else zero; a constant}
     *
     * @param y of a shape that broadcasts with this one
     */
    public Tensor equal(Tensor y) {
        return apply(Elementwise.EQUAL, detach(), y.detach());
    }

    /**
     * {@return {@code then} where this is not zero, else {@code otherwise}; no gradient flows to the side that is not
     * chosen}
     *
     * @param then of a shape that broadcasts with this one
     * @param otherwise of a shape that broadcasts with both
     */
    public Tensor where(Tensor then, Tensor otherwise) {
        return apply(Where.OP, detach(), then, otherwise);
    }

    /**
     * {@return the product [..., n] of this, as rows [..., k], and {@code w}}
     *
     * @param w a matrix [k, n]
     */
    public Tensor matmul(Tensor w) {
        return apply(MatMul.PLAIN, this, w);
    }

    /**
     * {@return this, as rows [..., k], times {@code w} plus {@code b}: [..., n]}
     *
     * @param w a matrix [k, n]
     * @param b a bias for each column, [n]
     */
    public Tensor affine(Tensor w, Tensor b) {
        return apply(Affine.OP, this, w, b);
    }

    /**
     * {@return this, as rows [..., k], times the transpose of {@code w}: [..., n]}
     *
     * @param w a matrix [n, k]
     */
    public Tensor matmulTransposed(Tensor w) {
        return apply(MatMul.RIGHT_TRANSPOSED, this, w);
    }

    /**
     * {@return the transpose of this, as rows [..., m], times {@code w}: [m, n], summed over the rows}
     *
     * @param w as many rows [..., n]
     */
    public Tensor transposedMatmul(Tensor w) {
        return apply(MatMul.LEFT_TRANSPOSED, this, w);
    }

    /**
     * {@return one product [m, n] for each index of the leading axes of this, [..., m, k], and {@code w}}
     *
     * @param w matrices [..., k, n], whose leading axes are those of this
     */
    public Tensor batchMatmul(Tensor w) {
        return apply(new BatchMatMul(), this, w);
    }

    /**
     * {@return the lower triangular L with L L' = x, for each positive definite x in the last two axes} Reads the lower
     * triangle; the gradient is that for a symmetric x, half of it in either triangle.
     *
     * @throws IllegalArgumentException if a matrix is not positive definite; the message names it and its pivot
     */
    public Tensor cholesky() {
        return apply(new Matrices.Cholesky(), this);
    }

    /**
     * {@return the y of L y = b, where L [..., n, n] is the lower triangle of this}
     *
     * @param b [..., n, m], whose leading axes are those of this
     */
    public Tensor triangularSolve(Tensor b) {
        return apply(new Matrices.Solve(false), this, b);
    }

    /**
     * {@return the y of L' y = b, where L [..., n, n] is the lower triangle of this}
     *
     * @param b [..., n, m], whose leading axes are those of this
     */
    public Tensor transposedTriangularSolve(Tensor b) {
        return apply(new Matrices.Solve(true), this, b);
    }

    /** {@return the elements [..., i, i] of the last two axes, of equal extent} */
    public Tensor diagonal() {
        return apply(new Matrices.Diagonal(), this);
    }

    /** {@return matrices [..., n, n] that have this [..., n] on the diagonal and zero elsewhere} */
    public Tensor diagonalMatrix() {
        return apply(new Matrices.DiagonalMatrix(), this);
    }

    /**
     * {@return the elements [..., i, j] with j up to i + {@code diagonal}, and zero elsewhere}
     *
     * @param diagonal 0 for the main diagonal; negative below it
     */
    public Tensor lowerTriangle(int diagonal) {
        return apply(new Matrices.Triangle(true, diagonal), this);
    }

    /**
     * {@return the elements [..., i, j] with j from i + {@code diagonal} on, and zero elsewhere}
     *
     * @param diagonal 0 for the main diagonal; negative below it
     */
    public Tensor upperTriangle(int diagonal) {
        return apply(new Matrices.Triangle(false, diagonal), this);
    }

    /** {@return the sum of all elements, a single number} */
    public Tensor sum() {
        return apply(Reduce.TOTAL, this);
    }

    /**
     * {@return the sum over {@code axis}, which the result lacks}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Tensor sum(int axis) {
        return apply(new Reduce.Sum(axis), this);
    }

    /**
     * {@return the sum over the last axes}
     *
     * @param axes how many, from 0 to the rank
     */
    public Tensor sumLast(int axes) {
        Shape kept = shape.prefix(shape.rank() - axes);
        return axes == 0
                ? this
                : reshape(kept.concat(Shape.of(shape.suffix(axes).size()))).sum(-1);
    }

    /** {@return the mean of all elements, a single number} */
    public Tensor mean() {
        return sum().mul(1.0 / shape.size());
    }

    /**
     * {@return the mean over {@code axis}, which the result lacks}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Tensor mean(int axis) {
        return sum(axis).mul(1.0 / shape.dim(axis));
    }

    /**
     * {@return log(sum(exp(x))) over {@code axis}, which the result lacks; -infinity where all x are}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Tensor logSumExp(int axis) {
        return apply(new Reduce.LogSumExp(axis), this);
    }

    /**
     * {@return exp(x) / sum(exp(x)) over {@code axis}; all 0 where all x are -infinity}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Tensor softmax(int axis) {
        return apply(new Reduce.Softmax(axis), this);
    }

    /**
     * {@return the sums of all elements of {@code axis} up to and including each}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Tensor cumsum(int axis) {
        return apply(new Reduce.CumulativeSum(axis, false), this);
    }

    /**
     * {@return the index along {@code axis} of the greatest element: of the first of equals, of the first NaN if there
     * is one; a constant that lacks the axis}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Tensor argmax(int axis) {
        return apply(new Reduce.ArgMax(axis), detach());
    }

    /**
     * {@return x - logSumExp(x) over {@code axis}}
     *
     * @param axis from 0, or from the last axis, which is -1
     */
    public Tensor logSoftmax(int axis) {
        return sub(logSumExp(axis).reshape(shape.with(axis, 1)));
    }

    /**
     * {@return the same numbers under another shape} Where that has no names, axes of more than one index that keep
     * their extent and stride keep theirs.
     *
     * @param to of the same size as this tensor's shape
     * @throws IllegalArgumentException if the sizes differ
     */
    public Tensor reshape(Shape to) {
        return viewed(to.namedAsReshapeOf(shape));
    }

    /** {@return the same without names of axes, for work on all pairs inside a plate} */
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

    /**
     * {@return the axes in another order}
     *
     * @param order axis i of the result is axis {@code order[i]} of this, from 0
     */
    public Tensor permute(int... order) {
        return apply(new Movement.Permute(order), this);
    }

    /** {@return the last two axes exchanged} */
    public Tensor transpose() {
        int[] order = new int[shape.rank()];
        Arrays.setAll(order, i -> i < order.length - 2 ? i : 2 * order.length - 3 - i);
        return permute(order);
    }

    /**
     * {@return the part of one axis between two indices}
     *
     * @param axis from 0, or from the last axis, which is -1
     * @param from the first index
     * @param to the index behind the last one, greater than {@code from}
     * @throws IllegalArgumentException if the axis has no such indices
     */
    public Tensor slice(int axis, int from, int to) {
        return apply(new Movement.Slice(shape.axis(axis), from, to), this);
    }

    /**
     * {@return tensors one after the other along {@code axis}}
     *
     * @param axis from 0, or from the last axis, which is -1
     * @param tensors at least one; their extents on all other axes are equal
     */
    public static Tensor concat(int axis, Tensor... tensors) {
        return apply(new Movement.Concat(tensors[0].shape.axis(axis)), tensors);
    }

    /**
     * {@return tensors beside each other along a new axis}
     *
     * @param axis the place of the new one in the result; -1 puts it behind the others
     * @param tensors at least one, all of one shape
     */
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

    /**
     * {@return consecutive pieces of {@code axis}}
     *
     * @param axis from 0, or from the last axis, which is -1
     * @param extents of the pieces, which add up to that of the axis
     * @throws IllegalArgumentException if they do not
     */
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

    /**
     * {@return this, repeated to another shape}
     *
     * @param to the shape, to which this one broadcasts
     * @throws IllegalArgumentException if it does not
     */
    public Tensor broadcastTo(Shape to) {
        return to.endsWith(shape) && shape.rank() == to.rank()
                ? viewed(shape.broadcast(to))
                : apply(new Movement.Expand(to), this);
    }

    /**
     * {@return one element [...] of each row of this, [..., n]}
     *
     * @param index [...], for each row a whole number from 0 to below n
     * @throws IllegalArgumentException if one of them is not
     */
    public Tensor gather(Tensor index) {
        return apply(Gather.OP, this, index.detach());
    }

    /**
     * {@return some rows of the first axis, in the order given}
     *
     * @param chosen the rows' numbers from 0; a row may be chosen more than once
     * @throws IllegalArgumentException if there is no such row
     */
    public Tensor rows(int... chosen) {
        return apply(new RowChoice(chosen), this);
    }

    /**
     * {@return for each whole number of this, [...], a row [..., n] that is one at that index and zero elsewhere; a
     * constant}
     *
     * @param n the length of a row, greater than every number
     * @throws IllegalArgumentException if a number is not whole, or not from 0 to below n
     */
    public Tensor oneHot(int n) {
        return apply(new Gather.Scatter(n), filled(shape, 1), detach());
    }

    /**
     * {@return the log-probability in nats of {@code value} under independent Bernoullis with these logits: the sum of
     * value * logit - softplus(logit)}
     *
     * @param value zeros and ones, of a shape that broadcasts with this one
     * @param axes how many of the last axes are summed over, of those that both shapes have; 0 for none
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

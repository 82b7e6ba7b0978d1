package org.hypnos.autodiff;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A tensor's values to five digits, in brackets for each axis: all of them when they are few, else the first and the last
 * three of each axis, a line for each row.
 */
final class Excerpt {
    private static final int FEW = 16;
    private static final int EDGE = 3;
    private static final MathContext DIGITS = new MathContext(5);

    private final Tensor tensor;
    private final boolean few;
    private final StringBuilder text = new StringBuilder();

    private Excerpt(Tensor tensor) {
        this.tensor = tensor;
        this.few = tensor.shape().size() <= FEW;
    }

    static String of(Tensor tensor) {
        Excerpt excerpt = new Excerpt(tensor);
        excerpt.append(0, 0);
        return excerpt.text.toString();
    }

    /** What is under one index of each axis before {@code axis}, from element {@code at} on. */
    private void append(int axis, int at) {
        Shape shape = tensor.shape();
        if (axis == shape.rank()) {
            text.append(number(tensor.get(at)));
            return;
        }
        boolean rows = axis < shape.rank() - 1 && !few;
        String separator = rows ? ",\n" + " ".repeat(axis + 1) : ", ";
        int n = shape.dim(axis);
        int omitted = few ? 0 : Math.max(0, n - 2 * EDGE);
        text.append('[');
        for (int k = 0; k < n - omitted; k++) {
            text.append(k == 0 ? "" : separator);
            if (omitted > 0 && k == EDGE) {
                text.append("...").append(separator);
            }
            append(axis + 1, at + (k < EDGE ? k : k + omitted) * shape.stride(axis));
        }
        text.append(']');
    }

    private static String number(double x) {
        boolean rounds = Double.isFinite(x) && x != 0;
        double rounded = rounds ? new BigDecimal(x).round(DIGITS).doubleValue() : x;
        return Double.toString(rounded).replaceFirst("\\.0(?=E|$)", "");
    }
}

package org.hypnos.autodiff.internal.kernels;

import java.util.Arrays;

/** The functions of two numbers, over runs of arrays that go on or stay. */
final class FloatZips {
    private FloatZips() {}

    /** A number that stands for all is written to the result first, so that there is one loop for each function. */
    static void zip(
            ZipFunction f, float[] x, int atX, int stepX, float[] y, int atY, int stepY, float[] out, int at, int n) {
        if (stepX == 0) {
            Arrays.fill(out, at, at + n, x[atX]);
            zipContiguous(f, out, at, y, atY, out, at, n);
        } else if (stepY == 0) {
            Arrays.fill(out, at, at + n, y[atY]);
            zipContiguous(f, x, atX, out, at, out, at, n);
        } else {
            zipContiguous(f, x, atX, y, atY, out, at, n);
        }
    }

    /** Loops that the compiler turns into vectors. */
    private static void zipContiguous(
            ZipFunction f, float[] x, int atX, float[] y, int atY, float[] out, int at, int n) {
        switch (f) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i] + y[atY + i];
                }
            }
            case SUB -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i] - y[atY + i];
                }
            }
            case MUL -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i] * y[atY + i];
                }
            }
            case DIV -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i] / y[atY + i];
                }
            }
            case MAX -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = Math.max(x[atX + i], y[atY + i]);
                }
            }
            case MIN -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = Math.min(x[atX + i], y[atY + i]);
                }
            }
            case POW -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = (float) Powers.pow(x[atX + i], y[atY + i]);
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i] > y[atY + i] ? 1 : 0;
                }
            }
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i] == y[atY + i] ? 1 : 0;
                }
            }
        }
    }
}

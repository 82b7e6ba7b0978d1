package org.hypnos.autodiff.internal.kernels;

/** The functions of two numbers, over runs of arrays that go on or stay. */
final class FloatZips {
    private FloatZips() {}

    static void zip(
            ZipFunction f, float[] x, int atX, int stepX, float[] y, int atY, int stepY, float[] out, int at, int n) {
        boolean common = switch (f) {
            case ADD, SUB, MUL, DIV, MAX, MIN -> true;
            case GREATER, EQUAL, POW -> false;
        };
        if (common && stepX == 1 && stepY == 1) {
            zipContiguous(f, x, atX, y, atY, out, at, n);
        } else {
            zipStrided(f, x, atX, stepX, y, atY, stepY, out, at, n);
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
            default -> throw new AssertionError(f);
        }
    }

    private static void zipStrided(
            ZipFunction f, float[] x, int atX, int stepX, float[] y, int atY, int stepY, float[] out, int at, int n) {
        switch (f) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i * stepX] + y[atY + i * stepY];
                }
            }
            case SUB -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i * stepX] - y[atY + i * stepY];
                }
            }
            case MUL -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i * stepX] * y[atY + i * stepY];
                }
            }
            case DIV -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i * stepX] / y[atY + i * stepY];
                }
            }
            case MAX -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = Math.max(x[atX + i * stepX], y[atY + i * stepY]);
                }
            }
            case MIN -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = Math.min(x[atX + i * stepX], y[atY + i * stepY]);
                }
            }
            case GREATER -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i * stepX] > y[atY + i * stepY] ? 1 : 0;
                }
            }
            case EQUAL -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = x[atX + i * stepX] == y[atY + i * stepY] ? 1 : 0;
                }
            }
            case POW -> {
                for (int i = 0; i < n; i++) {
                    out[at + i] = (float) Powers.pow(x[atX + i * stepX], y[atY + i * stepY]);
                }
            }
        }
    }
}

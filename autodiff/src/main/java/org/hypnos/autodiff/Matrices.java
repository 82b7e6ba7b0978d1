package org.hypnos.autodiff;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.autodiff.internal.kernels.Kernels;

/** The primitives of small matrices, which the last two axes hold: triangles, diagonals, Cholesky's factor, solving. */
final class Matrices {
    private Matrices() {}

    private static Shape leading(String name, Shape shape) {
        checkArgument(shape.rank() >= 2, "%s needs matrices in the last two axes, found %s", name, shape);
        return shape.prefix(shape.rank() - 2);
    }

    /** The axes in front of the matrices, the same for both. */
    static Shape leading(String name, Shape x, Shape y) {
        Shape common = leading(name, x);
        checkArgument(
                common.equals(leading(name, y)),
                "%s needs matrices with the same leading axes, found %s and %s; broadcastTo() repeats them",
                name,
                x,
                y);
        return common;
    }

    private static void checkSquare(String name, Shape shape) {
        checkArgument(
                shape.rank() >= 2 && shape.dim(-1) == shape.dim(-2),
                "%s needs square matrices in the last two axes, found %s",
                name,
                shape);
    }

    /** Element [i, j] where it is in the triangle up to (or from) the diagonal j = i + {@code diagonal}, else zero. */
    record Triangle(boolean lower, int diagonal) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return leading(lower ? "lowerTriangle" : "upperTriangle", in[0]).concat(in[0].suffix(2));
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = out.shape().dim(-1);
            int m = out.shape().dim(-2);
            Kernels<Object> kernels = out.kernels();
            kernels.fill(out.array(), 0, out.shape().size(), 0);
            for (int row = 0; row < out.shape().size() / n; row++) {
                int edge = row % m + diagonal;
                int from = lower ? 0 : Math.min(Math.max(edge, 0), n);
                int to = lower ? Math.min(Math.max(edge + 1, 0), n) : n;
                kernels.copy(in[0].array(), row * n + from, 1, out.array(), row * n + from, to - from);
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return Tensor.apply(this, gradient);
        }
    }

    record Diagonal() implements Op {
        @Override
        public Shape shape(Shape... in) {
            checkSquare("diagonal", in[0]);
            return in[0].without(-1);
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = out.shape().dim(-1);
            for (int at = 0; at < out.shape().size(); at += n) {
                out.kernels().copy(in[0].array(), at * n, n + 1, out.array(), at, n);
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.diagonalMatrix();
        }
    }

    record DiagonalMatrix() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0].concat(in[0].suffix(1));
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = out.shape().dim(-1);
            out.kernels().fill(out.array(), 0, out.shape().size(), 0);
            for (int row = 0; row < in[0].shape().size(); row++) {
                out.kernels().copy(in[0].array(), row, 1, out.array(), row * n + row % n, 1);
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.diagonal();
        }
    }

    record Cholesky() implements Op {
        @Override
        public Shape shape(Shape... in) {
            checkSquare("cholesky", in[0]);
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = out.shape().dim(-1);
            int failed = out.kernels()
                    .cholesky(in[0].array(), out.array(), out.shape().size() / (n * n), n);
            if (failed >= 0) {
                throw new IllegalArgumentException("cholesky: matrix " + failed / n + " of " + out.shape()
                        + " is not positive definite: pivot " + failed % n + " is "
                        + out.kernels().get(out.array(), failed * n + failed % n)
                        + "; is it a covariance, or is something to be added to its diagonal?");
            }
        }

        /**
         * Of a symmetric input: (S + S') / 2 with S = L'^-1 P L^-1, where P is the lower triangle of L' G with its diagonal
         * halved (Smith 1995; Murray 2016, arXiv:1602.07527).
         */
        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            Tensor product = out.transpose().batchMatmul(gradient.lowerTriangle(0));
            Tensor p = product.lowerTriangle(0).add(product.lowerTriangle(-1)).mul(0.5);
            Tensor left = out.transposedTriangularSolve(p); // L'^-1 P
            Tensor s = out.transposedTriangularSolve(left.transpose()); // S'
            return s.add(s.transpose()).mul(0.5);
        }
    }

    /** The y of L y = b, or of L' y = b, from in[0] = L [..., n, n] and in[1] = b [..., n, m]. */
    record Solve(boolean transposed) implements Op {
        @Override
        public Shape shape(Shape... in) {
            Shape batch = leading(name(), in[0], in[1]);
            checkSquare(name(), in[0]);
            checkArgument(
                    in[0].dim(-1) == in[1].dim(-2),
                    "%s: %s equations for %s rows in %s and %s",
                    name(),
                    in[0].dim(-1),
                    in[1].dim(-2),
                    in[0],
                    in[1]);
            return batch.concat(in[1].suffix(2));
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = out.shape().dim(-2);
            int m = out.shape().dim(-1);
            int matrices = out.shape().size() / (n * m);
            out.kernels().triangularSolve(in[0].array(), in[1].array(), out.array(), matrices, n, m, transposed);
        }

        /** For b: B = L'^-1 g; for L: the lower triangle of -B y'. With L transposed, B = L^-1 g and -y B'. */
        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            Tensor b = Tensor.apply(new Solve(!transposed), in[0], gradient);
            if (i == 1) {
                return b;
            }
            Tensor outer = transposed ? out.batchMatmul(b.transpose()) : b.batchMatmul(out.transpose());
            return outer.lowerTriangle(0).neg();
        }

        @Override
        public String name() {
            return transposed ? "transposedTriangularSolve" : "triangularSolve";
        }
    }
}

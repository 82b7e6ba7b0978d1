package org.hypnos.distributions;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/**
 * A vector of n - 1 numbers becomes n positive ones that add up to one, by breaking a stick of length one.
 *
 * <p>Number k = 0, ..., n - 2 breaks the share z_k = sigmoid(x_k - log(n - 1 - k)) off what is left: y_k = z_k times the
 * product of all 1 - z_j with j before k, and the last piece is the rest. A vector of zeros becomes n equal pieces (Stan
 * Reference Manual, section "Unit simplex").
 */
public record StickBreaking() implements Transform {
    private static final Monotone.Exp EXP = new Monotone.Exp();

    @Override
    public Tensor forward(Tensor x) {
        int n = x.shape().dim(-1) + 1;
        Tensor odds = odds(x);
        Tensor share = Rearrange.of(odds.logSigmoid(), n, k -> k < n - 1 ? k : Rearrange.NOTHING);
        return EXP.forward(share.add(left(odds)));
    }

    /** log(z / (1 - z)), for each share z. */
    private static Tensor odds(Tensor x) {
        return x.sub(breaksLeft(x));
    }

    /** log(n - 1 - k). */
    private static Tensor breaksLeft(Tensor x) {
        Tensor upwards = x.filled(Shape.of(x.shape().dim(-1)), 1).cumsum(-1);
        return Rearrange.reversed(upwards).log();
    }

    /** The logarithms of what is left of the stick before each of the n pieces. */
    private static Tensor left(Tensor odds) {
        Tensor after = odds.neg().logSigmoid().cumsum(-1);
        return Rearrange.of(after, odds.shape().dim(-1) + 1, k -> k - 1); // nothing is gone before the first
    }

    /** x_k = log(y_k / sum of all y_j with j after k) + log(n - 1 - k). */
    @Override
    public Tensor inverse(Tensor y) {
        int n = y.shape().dim(-1);
        Tensor fromHere = Rearrange.reversed(Rearrange.reversed(y).cumsum(-1));
        Tensor odds = y.slice(-1, 0, n - 1).log().sub(fromHere.slice(-1, 1, n).log());
        return odds.add(breaksLeft(odds));
    }

    /** The sum of log(y_k) + log(1 - z_k) over all but the last piece, since dy_k/dx_k = y_k (1 - z_k). */
    @Override
    public Tensor logDeterminant(Tensor x, Tensor y) {
        Tensor odds = odds(x);
        Tensor left = left(odds).slice(-1, 0, x.shape().dim(-1));
        return odds.logSigmoid().add(left).add(odds.neg().logSigmoid()).sum(-1);
    }

    @Override
    public Support domain() {
        return new Numbers.Reals();
    }

    @Override
    public Support codomain() {
        return new Support.OpenSimplex();
    }

    @Override
    public int eventRank() {
        return 1;
    }

    @Override
    public Shape imageShape(Shape x) {
        return x.with(-1, x.dim(-1) + 1);
    }
}

package org.hypnos.distributions;

import java.util.function.UnaryOperator;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A distribution of 0, ..., total that gives what has no shorter form by sums over its table of probabilities. */
interface CountTable extends Univariate, Moments, Mode, Entropy, Quantile {
    int total();

    /** The same distribution as a table of all counts. */
    DiscreteFinite table();

    /**
     * A table of the counts 0, ..., {@code total}.
     *
     * @param like of the type and in the workspace that it is made in
     * @param logProb of counts along a last axis behind the batch's
     */
    static DiscreteFinite tabulate(int total, Tensor like, UnaryOperator<Tensor> logProb) {
        Tensor counts = like.filled(Shape.of(total + 1), 1).cumsum(0).sub(1);
        return new DiscreteFinite(counts, logProb.apply(counts));
    }

    /** Parameters of the batch's shape beside an axis of counts. */
    static Tensor column(Tensor parameter) {
        return parameter.reshape(parameter.shape().concat(Shape.of(1)));
    }

    @Override
    default Support support() {
        return new Numbers.WholeNumbersBelow(total() + 1);
    }

    @Override
    default Tensor mode() {
        return table().mode();
    }

    @Override
    default Tensor entropy() {
        return table().entropy();
    }

    @Override
    default Tensor cdf(Tensor value) {
        return table().cdf(value);
    }

    @Override
    default Tensor quantile(Tensor probability) {
        return table().quantile(probability);
    }
}

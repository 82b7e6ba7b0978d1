package org.hypnos.distributions;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

/** A distribution of 0, ..., total that gives what has no shorter form by sums over its table of probabilities. */
interface CountTable extends Moments, Mode, Entropy, Quantile {
    int total();

    /** The log-probability of counts, given along the last axis, of the batch's shape and that axis. */
    Tensor tabulate(Tensor counts);

    /** A number of the type and in the workspace that results are made in. */
    Tensor like();

    default DiscreteFinite table() {
        int n = total() + 1;
        Tensor counts = like().filled(Shape.of(n), 1).cumsum(0).sub(1);
        return new DiscreteFinite(counts, tabulate(counts));
    }

    @Override
    default Shape eventShape() {
        return Shape.SCALAR;
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

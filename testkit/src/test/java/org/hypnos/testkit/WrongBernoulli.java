package org.hypnos.testkit;

import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Entropy;
import org.hypnos.distributions.Mode;
import org.hypnos.distributions.Moments;
import org.hypnos.distributions.Quantile;
import org.hypnos.distributions.Support;

/** A Bernoulli distribution to make a slip in. */
class WrongBernoulli implements Moments, Mode, Entropy, Quantile {
    final Bernoulli right;

    WrongBernoulli(Tensor logits) {
        right = new Bernoulli(logits);
    }

    @Override
    public Shape batchShape() {
        return right.batchShape();
    }

    @Override
    public Shape eventShape() {
        return right.eventShape();
    }

    @Override
    public Support support() {
        return right.support();
    }

    @Override
    public Tensor sample(RandomStream random, Shape sampleShape) {
        return right.sample(random, sampleShape);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return right.logProb(value);
    }

    @Override
    public Tensor mean() {
        return right.mean();
    }

    @Override
    public Tensor variance() {
        return right.variance();
    }

    @Override
    public Tensor mode() {
        return right.mode();
    }

    @Override
    public Tensor entropy() {
        return right.entropy();
    }

    @Override
    public Tensor cdf(Tensor value) {
        return right.cdf(value);
    }

    @Override
    public Tensor quantile(Tensor probability) {
        return right.quantile(probability);
    }
}

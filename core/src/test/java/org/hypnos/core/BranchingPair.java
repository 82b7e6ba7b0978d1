package org.hypnos.core;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Categorical;
import org.hypnos.distributions.Normal;

/**
 * A pair that takes one of three ways: x around a mean, x from a cause z, or x at as many steps as coins say, of which
 * there are a few at most.
 */
public final class BranchingPair {
    private static final int MOST = 4;

    private final DType dtype;
    private final Tensor one;
    private final ParameterStore theta;
    private final ParameterStore phi;
    private final Parameter ways;
    private final Parameter mean;
    private final Parameter coin;
    private final Linear down;
    private final Linear toWay;
    private final Linear toCause;
    private final Linear toCoin;

    public BranchingPair(DType dtype) {
        this.dtype = dtype;
        one = Tensor.scalar(dtype, 1);
        theta = new ParameterStore("model", dtype, 3);
        phi = new ParameterStore("guide", dtype, 3);
        ways = theta.create("ways", Shape.of(3), Initializer.normal(0.5));
        mean = theta.create("mean", Shape.of(2), Initializer.normal(1));
        coin = theta.create("coin", Shape.SCALAR, Initializer.normal(0.5));
        down = Linear.create(theta::create, "down", 3, 2);
        toWay = Linear.create(phi::create, "way", 2, 3);
        toCause = Linear.create(phi::create, "cause", 2, 3);
        toCoin = Linear.create(phi::create, "coin", 2, 1);
    }

    public Program model() {
        return Program.of(theta, context -> {
            Tensor way = context.sample("way", new Categorical(context.param(ways)));
            Tensor center = context.param(mean);
            int taken = (int) context.branchOn(way);
            if (taken == 1) {
                Tensor z = context.sample("z", standard().toEvent(1));
                center = down.apply(context::param, z);
            } else if (taken == 2) {
                center = center.mul(steps(context, context.param(coin)));
            }
            context.sample("x", new Normal(center, one).toEvent(1));
        });
    }

    public Program guide() {
        return Program.of(phi, context -> {
            Tensor x = context.given("x");
            Tensor way = context.sample("way", new Categorical(toWay.apply(context::param, x)));
            int taken = (int) context.branchOn(way);
            if (taken == 1) {
                context.sample("z", new Normal(toCause.apply(context::param, x), one).toEvent(1));
            } else if (taken == 2) {
                Tensor logits = toCoin.apply(context::param, x);
                steps(context, logits.reshape(logits.shape().without(-1)));
            }
        });
    }

    /** How many coins show 1 before one shows 0. */
    @CanIgnoreReturnValue
    private static int steps(Context context, Tensor logits) {
        int steps = 0;
        while (steps < MOST && context.branchOn(context.sample("more" + steps, new Bernoulli(logits))) == 1) {
            steps++;
        }
        return steps;
    }

    private Normal standard() {
        return new Normal(Tensor.zeros(dtype, Shape.of(3)), one);
    }

    /** {@code count} data, [data, 2]. */
    public Tensor data(int count) {
        double[] x = new double[2 * count];
        for (int i = 0; i < x.length; i++) {
            x[i] = 3 * StrictMath.sin(1 + 5.0 * i);
        }
        return Tensor.of(dtype, Shape.of(count, 2), x);
    }
}

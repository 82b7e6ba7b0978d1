package org.hypnos.examples.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.layers.DiagonalGaussian;
import org.hypnos.distributions.layers.Layer;
import org.hypnos.distributions.layers.TopLayer;

/**
 * Layers of units x, h1, ..., hL: the model draws hL from its prior and then each layer given the one above it; the guide
 * draws h1 given x and then each layer given the one below it.
 */
public final class Networks {
    /** Hidden units begin mostly off, so that each can find a cause of its own. */
    private static final Initializer MOSTLY_OFF = Initializer.constant(-2);

    /** A pixel that is always off in the data may yet be on in others: logits stay within log(999). */
    private static final double LEAST_MEAN = 0.001;

    private Networks() {}

    /**
     * Both programs in FLOAT32.
     *
     * @param seed from which the weights follow
     */
    public static Pair of(NetworkPlan plan, long seed) {
        return new Pair(model(plan, seed), guide(plan, seed));
    }

    private static Program model(NetworkPlan plan, long seed) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, seed);
        Linear.Maker maker = maker(theta, plan.meanPixels());
        List<String> sites = sites(plan);
        int top = plan.layers().size();
        TopLayer prior = prior(plan, maker, sites.get(top), units(plan, top));
        List<Layer> down = new ArrayList<>(); // down.get(i) leads from h(i+1) to the layer below it
        for (int i = 0; i < top; i++) {
            down.add(plan.model().layer(maker, sites.get(i), units(plan, i + 1), units(plan, i)));
        }
        return Program.of(theta, context -> {
            Tensor above = context.sample(sites.get(top), prior.distribution(context::param));
            for (int i = top - 1; i >= 0; i--) {
                above = context.sample(sites.get(i), down.get(i).given(context::param, above));
            }
        });
    }

    private static TopLayer prior(NetworkPlan plan, Linear.Maker maker, String site, int units) {
        if (plan.latent() == Latent.BINARY) {
            return plan.model().top(maker, site, units);
        }
        Tensor zeros = Tensor.zeros(DType.FLOAT32, Shape.of(units));
        Tensor ones = Tensor.full(DType.FLOAT32, Shape.of(units), 1);
        return parameters -> new Normal(zeros, ones).toEvent(1);
    }

    private static Program guide(NetworkPlan plan, long seed) {
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, seed);
        Linear.Maker maker = maker(phi, Optional.empty());
        List<String> sites = sites(plan);
        int top = plan.layers().size();
        List<Layer> up = new ArrayList<>(); // up.get(i) leads to h(i+1) from the layer below it
        for (int i = 0; i < top; i++) {
            int below = units(plan, i);
            int units = units(plan, i + 1);
            up.add(
                    i == top - 1 && plan.latent() == Latent.GAUSSIAN
                            ? gaussian(plan.guide(), maker, sites.get(top), below, units)
                            : plan.guide().layer(maker, sites.get(i + 1), below, units));
        }
        return Program.of(phi, context -> {
            Tensor below = context.given(sites.get(0));
            for (int i = 0; i < top; i++) {
                below = context.sample(sites.get(i + 1), up.get(i).given(context::param, below));
            }
        });
    }

    /** With a deterministic layer inside where the guide's kind has one. */
    private static Layer gaussian(LayerKind kind, Linear.Maker maker, String site, int below, int units) {
        int outputs = Math.multiplyExact(2, units);
        int[] sizes = kind == LayerKind.DSBN
                ? new int[] {below, Math.multiplyExact(2, Math.min(below, units)), outputs}
                : new int[] {below, outputs};
        Mlp network = Mlp.create(maker, site, Initializer.glorot(), Tensor::tanh, sizes);
        return new DiagonalGaussian(network, new Monotone.Softplus());
    }

    /** Makes parameters of a layer; what the layers are connected by begins here in the same way for all kinds. */
    private static Linear.Maker maker(ParameterStore store, Optional<Tensor> meanPixels) {
        return (name, shape, own) -> {
            if (name.equals("x/bias")) {
                return store.create(
                        name, shape, meanPixels.map(Networks::logits).orElse(Initializer.zeros()));
            }
            if (name.endsWith("/inner/bias")) {
                return store.create(name, shape, Initializer.zeros());
            }
            if (name.matches("h\\d+/bias")) {
                return store.create(name, shape, MOSTLY_OFF);
            }
            return store.create(name, shape, name.endsWith("/weight") ? Initializer.glorot() : own);
        };
    }

    /** log(mean / (1 - mean)) of each pixel. */
    private static Initializer logits(Tensor meanPixels) {
        double[] logits = IntStream.range(0, meanPixels.shape().size())
                .mapToDouble(meanPixels::get)
                .map(mean -> Math.max(LEAST_MEAN, Math.min(1 - LEAST_MEAN, mean)))
                .map(mean -> StrictMath.log(mean / (1 - mean)))
                .toArray();
        return (random, dtype, shape) -> Tensor.of(dtype, shape, logits);
    }

    private static int units(NetworkPlan plan, int layer) {
        return layer == 0 ? plan.visible() : plan.layers().get(layer - 1);
    }

    /** x, h1, h2, ... */
    private static List<String> sites(NetworkPlan plan) {
        return IntStream.rangeClosed(0, plan.layers().size())
                .mapToObj(layer -> layer == 0 ? "x" : "h" + layer)
                .toList();
    }
}

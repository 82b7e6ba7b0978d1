package org.hypnos.examples.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.distributions.Bernoulli;

/**
 * Layers of binary units x, h1, ..., hL: the model draws hL from its prior and then each layer given the one above it; the
 * guide draws h1 given x and then each layer given the one below it.
 */
public final class SigmoidBeliefNetwork {
    /** Hidden units begin mostly off, so that each can find a cause of its own. */
    private static final Initializer MOSTLY_OFF = Initializer.constant(-2);

    private SigmoidBeliefNetwork() {}

    /** A model and its guide. */
    public record Pair(Program model, Program guide) {}

    /**
     * Both programs in FLOAT32.
     *
     * @param visible the number of pixels
     * @param layers the numbers of units of h1, ..., hL
     * @param seed from which the weights follow
     */
    public static Pair of(int visible, List<Integer> layers, long seed) {
        return new Pair(model(visible, layers, seed), guide(visible, layers, seed));
    }

    private static Program model(int visible, List<Integer> layers, long seed) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT32, seed);
        int top = layers.size();
        Parameter prior = theta.create(site(top) + "/bias", Shape.of(layers.get(top - 1)), MOSTLY_OFF);
        List<Linear> down = new ArrayList<>(); // down.get(i) leads from h(i+1) to the layer below it
        for (int i = 0; i < top; i++) {
            int below = i == 0 ? visible : layers.get(i - 1);
            Initializer biases = i == 0 ? Initializer.zeros() : MOSTLY_OFF;
            down.add(Linear.create(theta::create, site(i), layers.get(i), below, biases));
        }
        List<String> sites = sites(layers);
        return Program.of(theta, context -> {
            Function<Parameter, Tensor> parameters = context::param;
            Tensor above = context.sample(sites.get(top), new Bernoulli(context.param(prior)).toEvent(1));
            for (int i = top - 1; i >= 0; i--) {
                Tensor logits = down.get(i).apply(parameters, above);
                above = context.sample(sites.get(i), new Bernoulli(logits).toEvent(1));
            }
        });
    }

    private static Program guide(int visible, List<Integer> layers, long seed) {
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT32, seed);
        List<Linear> up = new ArrayList<>(); // up.get(i) leads to h(i+1) from the layer below it
        for (int i = 0; i < layers.size(); i++) {
            int below = i == 0 ? visible : layers.get(i - 1);
            up.add(Linear.create(phi::create, site(i + 1), below, layers.get(i), MOSTLY_OFF));
        }
        List<String> sites = sites(layers);
        return Program.of(phi, context -> {
            Function<Parameter, Tensor> parameters = context::param;
            Tensor below = context.given(sites.get(0));
            for (int i = 0; i < up.size(); i++) {
                Tensor logits = up.get(i).apply(parameters, below);
                below = context.sample(sites.get(i + 1), new Bernoulli(logits).toEvent(1));
            }
        });
    }

    private static List<String> sites(List<Integer> layers) {
        return IntStream.rangeClosed(0, layers.size())
                .mapToObj(SigmoidBeliefNetwork::site)
                .toList();
    }

    /** x, h1, h2, ... */
    static String site(int layer) {
        return layer == 0 ? "x" : "h" + layer;
    }
}

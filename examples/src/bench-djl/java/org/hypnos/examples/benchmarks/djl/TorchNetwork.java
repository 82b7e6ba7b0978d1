package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A sigmoid belief network and its guide. The values of its layers, from the pixels up, are [particles, data, units]; the
 * pixels may be [data, units], shared by the particles.
 *
 * <p>A result belongs to the manager of its first operand, so that operands of the step stand before parameters.
 */
final class TorchNetwork {
    private static final float MOSTLY_OFF = -2;

    /** An affine map by PyTorch's own kernel, which takes the weights as [outputs, inputs]. */
    private record Affine(NDArray weight, NDArray bias) {
        NDArray of(NDArray x) {
            return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
        }
    }

    /** The layers' values and their log-probabilities [particles, data] under the guide that drew them. */
    record Draws(List<NDArray> values, NDArray logProb) {}

    private final NDArray prior;
    private final List<Affine> down = new ArrayList<>();
    private final List<Affine> up = new ArrayList<>();

    /**
     * Makes the parameters.
     *
     * @param layers the numbers of units, from the pixels up
     */
    TorchNetwork(TorchParameters parameters, List<Integer> layers) {
        int top = layers.size() - 1;
        prior = parameters.create(0, MOSTLY_OFF, layers.get(top));
        for (int i = 0; i < top; i++) {
            int below = layers.get(i);
            int above = layers.get(i + 1);
            float glorot = (float) Math.sqrt(2.0 / (below + above));
            down.add(new Affine(
                    parameters.create(glorot, 0, below, above), parameters.create(0, i == 0 ? 0 : MOSTLY_OFF, below)));
            up.add(new Affine(parameters.create(glorot, 0, above, below), parameters.create(0, MOSTLY_OFF, above)));
        }
    }

    /** Draws of the guide for the images {@code x} [data, pixels]. */
    Draws infer(NDArray x, int particles) {
        List<NDArray> values = new ArrayList<>(List.of(x));
        NDArray total = null;
        for (Affine layer : up) {
            NDArray below = values.get(values.size() - 1);
            NDArray logits = layer.of(below);
            long units = layer.bias().size();
            NDArray drawn = draw(logits, new Shape(particles, x.size(0), units));
            NDArray logProb = logProb(logits, drawn);
            total = total == null ? logProb : total.add(logProb);
            values.add(drawn);
        }
        return new Draws(values, total);
    }

    /** log p of all layers. */
    NDArray logJoint(List<NDArray> values) {
        int top = up.size();
        NDArray total = logProb(prior(values.get(top).getManager()), values.get(top));
        for (int i = top - 1; i >= 0; i--) {
            total = total.add(logProb(down.get(i).of(values.get(i + 1)), values.get(i)));
        }
        return total;
    }

    /** Draws of the model, in {@code manager}. */
    List<NDArray> dream(NDManager manager, int data) {
        NDArray above = draw(prior(manager), new Shape(1, data, prior.size()));
        Deque<NDArray> values = new ArrayDeque<>(List.of(above));
        for (int i = up.size() - 1; i >= 0; i--) {
            NDArray logits = down.get(i).of(above);
            above = draw(logits, logits.getShape());
            values.addFirst(above);
        }
        return List.copyOf(values);
    }

    /** log q of all layers but the pixels. */
    NDArray logGuide(List<NDArray> values) {
        NDArray total = logProb(up.get(0).of(values.get(0)), values.get(1));
        for (int i = 1; i < up.size(); i++) {
            total = total.add(logProb(up.get(i).of(values.get(i)), values.get(i + 1)));
        }
        return total;
    }

    private NDArray prior(NDManager manager) {
        return manager.zeros(prior.getShape()).add(prior);
    }

    /** One with probability sigmoid(logits), else zero; a constant. */
    private static NDArray draw(NDArray logits, Shape shape) {
        NDArray probability = logits.stopGradient().getNDArrayInternal().sigmoid();
        NDArray uniform = logits.getManager().randomUniform(0, 1, shape);
        return uniform.lt(probability).toType(DataType.FLOAT32, false);
    }

    /** sum of x l - softplus(l) over the units; the second sum once for particles that share l. */
    private static NDArray logProb(NDArray logits, NDArray x) {
        int[] units = {-1};
        return x.mul(logits)
                .sum(units)
                .sub(logits.getNDArrayInternal().softPlus().sum(units));
    }
}

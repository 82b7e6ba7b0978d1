package org.hypnos.examples.networks;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.NearestName;
import org.hypnos.core.training.Dataset;

/**
 * What a network of layers x, h1, ..., hL of units is made of.
 *
 * @param model the kind of layer that p is made of
 * @param guide the kind of layer that q is made of
 * @param latent what hL is made of
 * @param layers the numbers of units of h1, ..., hL
 * @param visible the number of pixels
 * @param meanPixels the mean of each pixel, [visible], at whose logits the biases of x begin; else they begin at 0
 */
public record NetworkPlan(
        LayerKind model,
        LayerKind guide,
        Latent latent,
        ImmutableList<Integer> layers,
        int visible,
        Optional<Tensor> meanPixels) {
    public NetworkPlan {
        checkArgument(!layers.isEmpty(), "a network needs at least one hidden layer");
        for (int size : layers) {
            checkArgument(size >= 1, "layers %s: a layer needs at least 1 unit, found %s", layers, size);
        }
        checkArgument(visible >= 1, "a network needs at least 1 pixel, found %s", visible);
        meanPixels.ifPresent(mean -> checkArgument(
                mean.shape().size() == visible,
                "the means of %s pixels do not fit a network of %s",
                mean.shape().size(),
                visible));
    }

    /**
     * A plan by names, as people write them: {@code sbn}, {@code dsbn}, {@code darn} or {@code nade} for both sides, and
     * {@code binary} or {@code gaussian} for the top.
     *
     * @throws IllegalArgumentException with the nearest name, if one is unknown
     */
    public static NetworkPlan of(String model, String guide, String latent, List<Integer> layers, int visible) {
        return new NetworkPlan(
                named(LayerKind.class, "model", model),
                named(LayerKind.class, "guide", guide),
                named(Latent.class, "latent", latent),
                ImmutableList.copyOf(layers),
                visible,
                Optional.empty());
    }

    /** Sigmoid belief networks for both sides. */
    public static NetworkPlan sigmoidBelief(int visible, List<Integer> layers) {
        return new NetworkPlan(
                LayerKind.SBN, LayerKind.SBN, Latent.BINARY, ImmutableList.copyOf(layers), visible, Optional.empty());
    }

    private static <E extends Enum<E>> E named(Class<E> kinds, String option, String name) {
        List<String> names =
                Arrays.stream(kinds.getEnumConstants()).map(Object::toString).toList();
        checkArgument(names.contains(name), "--%s %s: %s", option, name, NearestName.suggestion(name, names));
        return Enum.valueOf(kinds, name.toUpperCase(Locale.ROOT));
    }

    /** Whether all states of the hidden units can be added up. */
    public boolean enumerable() {
        return latent == Latent.BINARY
                && layers.stream().mapToLong(size -> size).sum() <= 20;
    }

    /** Whether each layer of the guide has a mean in closed form, as units that are drawn one after the other have not. */
    public boolean guideHasMeans() {
        boolean independent = guide == LayerKind.SBN || guide == LayerKind.DSBN;
        return independent || (latent == Latent.GAUSSIAN && layers.size() == 1);
    }

    /** This plan, with the biases of x beginning at the mean of {@code images}. */
    public NetworkPlan withBiasesFrom(Dataset images) {
        return new NetworkPlan(model, guide, latent, layers, visible, Optional.of(mean(images)));
    }

    /** sum_n share_n x_n */
    private static Tensor mean(Dataset images) {
        Tensor x = images.values().get("x");
        int pixels = x.shape().dim(1);
        double[] mean = new double[pixels];
        for (int i = 0; i < x.shape().size(); i++) {
            mean[i % pixels] += images.share(i / pixels) * x.get(i);
        }
        return Tensor.of(DType.FLOAT64, Shape.of(pixels), mean);
    }
}

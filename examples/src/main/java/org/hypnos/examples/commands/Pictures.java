package org.hypnos.examples.commands;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;
import org.hypnos.distributions.Moments;

/**
 * What networks have learned, as images of the pixels {@code x}.
 *
 * @param seed from which the draws follow
 */
record Pictures(Program model, Program guide, Engine engine, long seed) {
    private static final String PIXELS = "x";
    private static final String WEIGHTS = "model/x/weight";
    private static final int MOST_FILTERS = 400;
    private static final double VISIBLE_SHARE = 0.99;

    /** The pictures of a run's folder by name, without {@code .png}. */
    ImmutableMap<String, BufferedImage> all(Dataset data) {
        return ImmutableMap.of(
                "fantasies", ImageGrid.of(fantasies(100)),
                "reconstructions", reconstructions(data, 50),
                "filters", filters());
    }

    /**
     * Dreams of the model, of shape [count, pixels]: the probability of each pixel, or a draw where the pixels depend on each
     * other.
     */
    Tensor fantasies(int count) {
        return pixels(tracer("fantasies", new Workspace(engine), count).trace(model, ImmutableMap.of()), count);
    }

    /** {@code count} images from all over {@code data}, and below each what the model makes of the guide's causes for it. */
    BufferedImage reconstructions(Dataset data, int count) {
        int most = Math.min(count, data.size());
        Workspace workspace = new Workspace(engine);
        ImmutableMap<String, Tensor> given =
                data.to(model.parameters().dtype()).rows(workspace, spread(data, most), 0, most);
        Tracer tracer = tracer("reconstructions", workspace, most);
        Map<String, Tensor> causes =
                Maps.filterKeys(tracer.trace(guide, given).values().whole(), name -> !name.equals(PIXELS));
        Tensor images = given.get(PIXELS);
        return ImageGrid.pairs(
                images.reshape(Shape.of(most, images.shape().dim(-1))), pixels(tracer.trace(model, causes), most));
    }

    /** {@code count} data from first to last, as often as they are probable. */
    private static int[] spread(Dataset data, int count) {
        int[] rows = new int[count];
        int datum = 0;
        double before = data.share(0); // up to the datum and with it
        for (int i = 0; i < count; i++) {
            while (before < (i + 0.5) / count && datum < data.size() - 1) {
                before += data.share(++datum);
            }
            rows[i] = datum;
        }
        return rows;
    }

    /**
     * The weights from each unit of the first layer to the pixels: grey is 0, white and black are equally far from it, and
     * one weight in a hundred is beyond them.
     */
    BufferedImage filters() {
        Tensor weights = StreamSupport.stream(model.parameters().spliterator(), false)
                .filter(parameter -> parameter.name().equals(WEIGHTS))
                .map(Parameter::value)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the model has no parameter '" + WEIGHTS + "'"));
        int units = Math.min(MOST_FILTERS, weights.shape().dim(0));
        int pixels = weights.shape().dim(1);
        double[] sizes =
                Arrays.stream(weights.toDoubles()).map(Math::abs).sorted().toArray();
        double largest = Math.max(Double.MIN_NORMAL, sizes[(int) (VISIBLE_SHARE * (sizes.length - 1))]);
        double[] greys = IntStream.range(0, units * pixels)
                .mapToDouble(i -> 0.5 + 0.5 * weights.get(i) / largest)
                .toArray();
        return ImageGrid.of(Tensor.of(DType.FLOAT64, Shape.of(units, pixels), greys));
    }

    private Tracer tracer(String phase, Workspace workspace, int data) {
        return Tracer.of(new Tracer.Address(seed, 0, phase), workspace, data);
    }

    private static Tensor pixels(Trace trace, int count) {
        Trace.Site x = trace.sites().get(PIXELS);
        Tensor pixels = x.distribution() instanceof Moments moments ? moments.mean() : x.value();
        return pixels.reshape(Shape.of(count, pixels.shape().dim(-1)));
    }
}

package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.training.Dataset;

/** What the model makes of what the guide makes of data: means in, means out. */
public final class Reconstruction {
    private Reconstruction() {}

    /**
     * {@return for each datum the mean of the model's distribution at {@code site}, with the guide's means in place of
     * causes; FLOAT64, of shape [data] and the site's event} Of units that are drawn one after the other it is each
     * one's probability given the datum's units before it.
     *
     * @param model p(x, h), of whose causes each is a site of the guide
     * @param guide q(h given x)
     * @param dataset in any precision
     * @param site an observation, in data and model
     * @param engine runs the programs; the result does not depend on it
     * @param threads how many share the data; the result does not depend on it
     * @throws IllegalArgumentException if a site of the guide, or {@code site}, has no mean, or if a site is missing
     */
    public static Tensor of(Program model, Program guide, Dataset dataset, String site, Engine engine, int threads) {
        Tensor data = dataset.values().get(site);
        checkArgument(
                data != null,
                "the data have no '%s', but %s",
                site,
                dataset.values().keySet());
        ImmutableList<ImmutableDoubleArray> means =
                MeanPass.collect(model, guide, dataset, engine, threads, (p, found) -> add(p, site, found));
        double[] elements =
                means.stream().flatMapToDouble(ImmutableDoubleArray::stream).toArray();
        return Tensor.of(DType.FLOAT64, data.shape(), elements);
    }

    private static void add(Trace p, String name, List<ImmutableDoubleArray.Builder> found) {
        for (Trace.Part part : p.parts()) {
            Trace.Site site = part.sites().get(name);
            checkArgument(
                    site != null,
                    "the model has no site '%s', but %s",
                    name,
                    part.sites().keySet());
            Shape plate = part.cells().plate();
            Shape event = site.distribution().eventShape();
            Tensor mean = site.mean().broadcastTo(plate.concat(event));
            for (int i = 0; i < mean.shape().size(); i++) {
                found.get(part.cells().cell(i / event.size())).add(mean.get(i));
            }
        }
    }
}

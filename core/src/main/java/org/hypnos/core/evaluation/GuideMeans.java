package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.training.Dataset;

/** What the guide makes of data: the means of its sites. Nothing in it is drawn. */
public final class GuideMeans {
    private GuideMeans() {}

    /**
     * {@return for each datum the mean of the guide's distribution at {@code site}, where sites before it take theirs;
     * FLOAT64, of shape [data, numbers of the event]} It is the guide's belief only at its first site: behind it, that
     * of a mean.
     *
     * @param guide q(h given x)
     * @param dataset in any precision
     * @param site of the guide
     * @param engine runs the guide; the result does not depend on it
     * @param threads how many share the data; the result does not depend on it
     * @throws IllegalArgumentException if a site of the guide has no mean, or there is no {@code site}
     */
    public static Tensor of(Program guide, Dataset dataset, String site, Engine engine, int threads) {
        ImmutableList<ImmutableDoubleArray> means =
                MeanPass.collect(guide, dataset, engine, threads, (q, found) -> add(q, site, found));
        double[] elements =
                means.stream().flatMapToDouble(ImmutableDoubleArray::stream).toArray();
        return Tensor.of(DType.FLOAT64, Shape.of(dataset.size(), elements.length / dataset.size()), elements);
    }

    private static void add(Trace q, String name, List<ImmutableDoubleArray.Builder> found) {
        Tensor mean = q.values().get(name);
        checkArgument(
                mean != null,
                "the guide has no site '%s', but %s",
                name,
                q.values().names());
        int size = mean.shape().size() / found.size();
        for (int i = 0; i < found.size(); i++) {
            IntStream.range(i * size, (i + 1) * size).mapToDouble(mean::get).forEach(found.get(i)::add);
        }
    }
}

package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Data by name, with the data on the first axis of each tensor; the other axes are labelled with the tensor's name.
 *
 * @param values all of one size
 * @param inputNames those that programs are conditioned on; all others are observations
 * @param probabilities of each datum, adding up to 1; null where all are equally probable
 * @param binarization how training draws the data anew in each epoch; null where it takes them as they are
 */
public record Dataset(
        ImmutableMap<String, Tensor> values,
        ImmutableSet<String> inputNames,
        @Nullable Tensor probabilities,
        @Nullable Binarization binarization) {
    /**
     * Checks that the tensors fit together, and names their axes.
     *
     * @param values at least one tensor, each of rank 1 or more
     * @param inputNames among the values
     * @param probabilities one for each datum, not negative, adding up to 1; or null
     * @param binarization of values whose numbers are in [0, 1], which is not checked here
     * @throws IllegalArgumentException if the tensors are not of one size, an input is not among them, or the
     *     probabilities are too few, too many, negative, or do not add up to 1
     */
    public Dataset {
        checkArgument(!values.isEmpty(), "a data set needs at least one tensor");
        Integer size = null;
        for (Map.Entry<String, Tensor> entry : values.entrySet()) {
            checkArgument(entry.getValue().shape().rank() > 0, "'%s' has no axis of data", entry.getKey());
            int own = entry.getValue().shape().dim(0);
            checkArgument(size == null || size == own, "'%s' has %s data, others have %s", entry.getKey(), own, size);
            size = own;
        }
        checkArgument(
                values.keySet().containsAll(inputNames), "inputs %s are not all among %s", inputNames, values.keySet());
        if (probabilities != null) {
            checkArgument(
                    probabilities.shape().size() == size,
                    "%s probabilities do not fit %s data",
                    probabilities.shape().size(),
                    size);
            checkArgument(
                    DoubleStream.of(probabilities.toDoubles()).allMatch(probability -> probability >= 0),
                    "the data's probabilities may not be negative");
            double sum = probabilities.to(DType.FLOAT64).sum().item();
            checkArgument(Math.abs(sum - 1) < 1e-6, "the data's probabilities add up to %s, not to 1", sum);
        }
        values = ImmutableMap.copyOf(Maps.transformEntries(values, Dataset::withNamedAxes));
    }

    private static Tensor withNamedAxes(String name, Tensor tensor) {
        Shape event = tensor.shape().suffix(tensor.shape().rank() - 1);
        return tensor.reshape(
                Shape.of(tensor.shape().dim(0)).named(Tracer.DATUM).concat(event.labelled(name)));
    }

    /**
     * {@return equally probable observations, which training goes through in epochs, shuffled anew for each}
     *
     * @param values tensors by name, each with the data on its first axis
     */
    public static Dataset of(Map<String, Tensor> values) {
        return new Dataset(ImmutableMap.copyOf(values), ImmutableSet.of(), null, null);
    }

    /**
     * {@return observations with probabilities, from which training draws independently}
     *
     * @param values tensors by name, each with the data on its first axis
     * @param probabilities of each datum, adding up to 1
     */
    public static Dataset weighted(Map<String, Tensor> values, Tensor probabilities) {
        return new Dataset(ImmutableMap.copyOf(values), ImmutableSet.of(), probabilities, null);
    }

    /**
     * {@return the same data, with the tensors of these names, and no others, as inputs}
     *
     * @param names of what programs are conditioned on
     */
    public Dataset withInputs(Set<String> names) {
        return new Dataset(values, ImmutableSet.copyOf(names), probabilities, binarization);
    }

    /**
     * {@return the same data in black and white: each number of some tensors was drawn once, 1 with itself as the
     * probability}
     *
     * @param seed of the draws
     * @param set what tells these data from others of the same seed, such as {@code train}
     * @param names of the tensors that are drawn, all of whose numbers are in [0, 1]
     */
    public Dataset binarized(long seed, String set, String... names) {
        Binarization drawn = binarization(seed, set, names);
        Map<String, Tensor> binary = new LinkedHashMap<>(values);
        drawn.names().forEach(name -> binary.computeIfPresent(name, drawn::once));
        return new Dataset(ImmutableMap.copyOf(binary), inputNames, probabilities, binarization);
    }

    /**
     * {@return the same data, which training draws like {@link #binarized} ones, but anew in each epoch}
     *
     * @param seed of the draws
     * @param set what tells these data from others of the same seed, such as {@code train}
     * @param names of the tensors that are drawn, all of whose numbers are in [0, 1]
     */
    public Dataset binarizedEachEpoch(long seed, String set, String... names) {
        return new Dataset(values, inputNames, probabilities, binarization(seed, set, names));
    }

    private Binarization binarization(long seed, String set, String... names) {
        for (String name : names) {
            Tensor grey = values.get(name);
            checkArgument(grey != null, "there is no '%s' to binarise; there are %s", name, values.keySet());
            for (int i = 0; i < grey.shape().size(); i++) {
                double number = grey.get(i);
                checkArgument(
                        number >= 0 && number <= 1,
                        "'%s' has the number %s, which is no probability; grey is between 0 and 1",
                        name,
                        number);
            }
        }
        return new Binarization(ImmutableSet.copyOf(names), seed, set);
    }

    /**
     * {@return how much of a mean over the data one of them is: its probability}
     *
     * @param datum its place among the data, from 0 on
     */
    public double share(int datum) {
        return probabilities == null ? 1.0 / size() : probabilities.get(datum);
    }

    /** {@return N, the number of data} */
    public int size() {
        return values.values().iterator().next().shape().dim(0);
    }

    /**
     * {@return the same data in another precision}
     *
     * @param dtype of all values; probabilities keep theirs
     */
    public Dataset to(DType dtype) {
        return new Dataset(
                ImmutableMap.copyOf(Maps.transformValues(values, tensor -> tensor.to(dtype))),
                inputNames,
                probabilities,
                binarization);
    }

    /**
     * {@return copies of the data {@code rows[from], ..., rows[to - 1]}, by name}
     *
     * @param workspace where they are made
     * @param rows places among the data
     * @param from the first element of {@code rows} to take
     * @param to the end of those to take, exclusive
     * @throws IllegalStateException if training draws the data anew in each epoch
     */
    public ImmutableMap<String, Tensor> rows(Workspace workspace, int[] rows, int from, int to) {
        requireFixed();
        return rows(workspace, 0, rows, from, to);
    }

    /** Copies of the data {@code rows[from], ..., rows[to - 1]} as they are in {@code epoch}, by name. */
    ImmutableMap<String, Tensor> rows(Workspace workspace, long epoch, int[] rows, int from, int to) {
        ImmutableMap.Builder<String, Tensor> copies = ImmutableMap.builder();
        values.forEach((name, table) -> {
            Tensor copy = workspace.rows(table, rows, from, to);
            copies.put(name, binarization == null ? copy : binarization.in(epoch, name, copy, rows, from, to));
        });
        return copies.buildOrThrow();
    }

    private void requireFixed() {
        checkState(
                binarization == null,
                "these data are drawn anew in each epoch of training; take those of Dataset.binarized elsewhere");
    }

    /**
     * {@return copies of neighbouring data, by name}
     *
     * @param workspace where they are made
     * @param from the first datum
     * @param to the end of the data to take, exclusive
     * @throws IllegalStateException if training draws the data anew in each epoch
     */
    public ImmutableMap<String, Tensor> rows(Workspace workspace, int from, int to) {
        return rows(workspace, IntStream.range(from, to).toArray(), 0, to - from);
    }

    /**
     * {@return all data at once}
     *
     * @throws IllegalStateException if training draws the data anew in each epoch
     */
    public Batch asBatch() {
        requireFixed();
        return Batch.of(values, inputNames);
    }

    /**
     * {@return how many steps see each datum once; the last batch may be short} Where data are drawn by
     * their probabilities, as many steps are an epoch.
     *
     * @param batchSize B, at least 1
     */
    public long stepsPerEpoch(int batchSize) {
        return (size() + batchSize - 1L) / batchSize;
    }

    /** The epoch, from 0 on, to which {@code step} belongs. */
    long epoch(long step, int batchSize) {
        return step / stepsPerEpoch(batchSize);
    }
}

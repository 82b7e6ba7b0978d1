package org.hypnos.examples.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.Function;
import org.hypnos.autodiff.Tensor;
import org.hypnos.examples.benchmarks.DistributionWorkload;

/** A million events of a workload by DJL, drawn and scored. */
final class TorchEvents implements AutoCloseable {
    private final NDManager manager = NDManager.newBaseManager();
    private final DistributionWorkload workload;
    private final NDArray numbers;
    private final NDArray values;

    /** To score {@code values}, which Hypnos drew. */
    TorchEvents(DistributionWorkload workload, Tensor values) {
        this.workload = workload;
        this.numbers = array(workload.numbers());
        NDArray events = array(values);
        this.values = workload == DistributionWorkload.CATEGORICAL ? events.toType(DataType.INT64, false) : events;
    }

    private NDArray array(Tensor tensor) {
        float[] elements = new float[tensor.shape().size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = (float) tensor.get(i);
        }
        long[] shape = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
        return manager.create(elements, new Shape(shape));
    }

    /** Draws a million; returns one of them. */
    double draw() {
        return step(step -> TorchDistribution.of(workload, numbers).draw().apply(step));
    }

    /** Scores a million; returns the log-probability of one of them. */
    double score() {
        return step(step -> TorchDistribution.of(workload, numbers).logProb().apply(values));
    }

    /** What is computed from numbers and values is freed with the step. */
    private double step(Function<NDManager, NDArray> events) {
        try (NDManager step = manager.newSubManager()) {
            numbers.attach(step);
            values.attach(step);
            NDArray one = events.apply(step).flatten().get(0);
            double result = one.toType(DataType.FLOAT32, false).getFloat();
            numbers.attach(manager);
            values.attach(manager);
            return result;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

package org.hypnos.examples.benchmarks;

import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.distributions.Distribution;

/** A million events of a workload, drawn and scored on one thread, from the parameters on. */
public final class Events {
    private final DistributionWorkload workload;
    private final Workspace workspace;
    private final Tensor numbers;
    private final Tensor values;
    private long key;

    public Events(DistributionWorkload workload, Engine engine) {
        this.workload = workload;
        this.workspace = new Workspace(engine);
        this.numbers = workload.numbers();
        this.values = drawn().copy();
    }

    private Distribution distribution() {
        workspace.reset();
        return workload.of(workspace.adopt(numbers));
    }

    /** A thousand for each row of random numbers. */
    private Tensor drawn() {
        RandomStream random = RandomStream.of(key++).rows(0, DistributionWorkload.DRAWS, 0, 1);
        return distribution().sample(random, Shape.of(DistributionWorkload.DRAWS));
    }

    /** The events that are scored. */
    public Tensor values() {
        return values;
    }

    /** Draws a million; returns one number of them. */
    public double draw() {
        return drawn().get(0);
    }

    /** Scores a million; returns the log-probability of one. */
    public double score() {
        return distribution().logProb(values).get(0);
    }
}

package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Program;
import org.hypnos.core.Trace;
import org.hypnos.core.Tracer;
import org.hypnos.core.training.Dataset;

/** All joint values of a model's causes as particles of each datum, scored by model and guide: what is estimated, exactly. */
record Enumeration(Trace p, Trace q) {
    static Enumeration of(Program model, Program guide, Dataset dataset) {
        Tracer tracer = Tracer.of(new Tracer.Address(0, 0, "list"), new Workspace(Engine.plain()), dataset.size());
        LatentStates states = LatentStates.of(tracer.trace(model, dataset.values()), DType.FLOAT64);
        int count = (int) states.count();
        ImmutableMap<String, Tensor> values = ImmutableMap.<String, Tensor>builder()
                .putAll(dataset.values())
                .putAll(states.values(0, count))
                .buildOrThrow();
        Tracer all = tracer.copies(count);
        return new Enumeration(all.score(model, values), all.score(guide, values));
    }

    /** log p(x, h) of shape [states, data]. */
    Tensor logJoint() {
        return p.logProb();
    }

    /** p(h given x) of shape [states, data]. */
    Tensor posterior() {
        return logJoint().softmax(0);
    }

    /** q(h given x) of shape [states, data]. */
    Tensor guided() {
        return q.logProb().exp();
    }
}

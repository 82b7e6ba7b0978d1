package org.hypnos.core.evaluation;

import com.google.common.collect.ImmutableMap;
import java.util.stream.IntStream;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.training.Dataset;

/** Some neighbouring data of a data set. */
final class Rows {
    private Rows() {}

    static ImmutableMap<String, Tensor> of(Dataset dataset, Workspace workspace, int from, int to) {
        int[] rows = IntStream.range(from, to).toArray();
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        dataset.values().forEach((name, table) -> values.put(name, workspace.rows(table, rows, 0, rows.length)));
        return values.buildOrThrow();
    }
}

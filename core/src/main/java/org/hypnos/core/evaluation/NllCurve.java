package org.hypnos.core.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;

/**
 * How the importance-sampled NLL depends on the number of draws for each datum: one set of draws, of which the estimate for K
 * uses the first K. The estimate for one draw has no Monte Carlo interval and no estimated bias; both are NaN there.
 *
 * @param estimates by growing numbers of draws; the last one is that of all draws
 */
public record NllCurve(ImmutableList<ImportanceNll> estimates) {
    /**
     * {@return estimates for 1, 2, 5, 10, 20, 50, ... draws up to all that {@code sampling} has}
     *
     * @param sampling whose draws are made once
     */
    public static NllCurve of(ImportanceSampling sampling) {
        ImmutableList<Integer> counts = counts(sampling.samples());
        ImmutableList<List<DataMean.Datum>> data =
                sampling.collectWeights(() -> new Growing(counts), Growing::add, growing -> growing.estimates);
        ImmutableList.Builder<ImportanceNll> estimates = ImmutableList.builder();
        for (int i = 0; i < counts.size(); i++) {
            int index = i;
            estimates.add(ImportanceNll.of(
                    sampling.dataset(), counts.get(i), Lists.transform(data, estimatesOf -> estimatesOf.get(index))));
        }
        return new NllCurve(estimates.build());
    }

    /** 1, 2, 5, 10, 20, 50, ... below {@code most}, and {@code most}. */
    static ImmutableList<Integer> counts(int most) {
        checkArgument(most >= 1, "a curve needs at least one draw, found %s", most);
        ImmutableList.Builder<Integer> counts = ImmutableList.builder();
        for (long power = 1; power < most; power *= 10) {
            for (long count : new long[] {power, 2 * power, 5 * power}) {
                if (count < most) {
                    counts.add((int) count);
                }
            }
        }
        return counts.add(most).build();
    }

    /** A datum's weights as they come, and what they amounted to at certain counts. */
    private static final class Growing {
        private final ImmutableList<Integer> counts;
        private final List<DataMean.Datum> estimates = new ArrayList<>();
        private final LogSum sum = new LogSum();
        private int count;

        Growing(ImmutableList<Integer> counts) {
            this.counts = counts;
        }

        void add(double logWeight) {
            sum.add(logWeight);
            count++;
            if (counts.get(estimates.size()) == count) {
                estimates.add(ImportanceNll.datum(sum, count));
            }
        }
    }
}

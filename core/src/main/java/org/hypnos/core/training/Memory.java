package org.hypnos.core.training;

import java.util.Locale;

/**
 * The memory of a training, in bytes: all that is as large as arrays of numbers are. Data sets and what a program holds
 * come on top.
 *
 * @param parameters of both sides, with what their optimizers remember
 * @param shards every tensor of each shard's forward and backward pass, since arrays go back only when the shard is done
 * @param slabs the packed forms of the parameters, and for each thread a panel of a gradient
 */
public record Memory(long parameters, long shards, long slabs) {
    private static final double MEBI = 1 << 20;

    /** {@return the sum of all of it, in bytes} */
    public long total() {
        return parameters + shards + slabs;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f MiB: parameters and optimizers %.1f, shards %.1f, slabs %.1f",
                total() / MEBI,
                parameters / MEBI,
                shards / MEBI,
                slabs / MEBI);
    }
}

package org.hypnos.core.training;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Tensor;

/**
 * How grey numbers become black and white: each is 1 with itself as the probability, else 0, so that 0 and 1 stay what they
 * are.
 *
 * <p>A draw follows from seed, set, epoch and the datum's place among the data, and from nothing else.
 *
 * @param names of the tensors that are drawn; all others stay what they are
 * @param seed of the draws
 * @param set what tells these data from others of the same seed, such as {@code train}
 */
public record Binarization(ImmutableSet<String> names, long seed, String set) {
    /** In place of an epoch's number, for data that are drawn once. */
    private static final long ONCE = -1;

    /** The whole of a tensor, drawn once. */
    Tensor once(String name, Tensor grey) {
        return draw(stream(name, ONCE).rows(0, 1, 0, grey.shape().dim(0)), grey);
    }

    /** The data {@code rows[from], ..., rows[to - 1]}, of which {@code grey} is a copy, as they are in {@code epoch}. */
    Tensor in(long epoch, String name, Tensor grey, int[] rows, int from, int to) {
        return names.contains(name)
                ? draw(stream(name, epoch).cells(new int[to - from], Arrays.copyOfRange(rows, from, to)), grey)
                : grey;
    }

    private RandomStream stream(String name, long epoch) {
        return RandomStream.of(seed, epoch, "binarize", set, name);
    }

    private static Tensor draw(RandomStream random, Tensor grey) {
        return grey.greater(random.uniform(grey.shape(), grey)); // never 0 or 1
    }
}

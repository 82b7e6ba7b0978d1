package org.hypnos.examples.report;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.io.SafeTensors;
import org.jspecify.annotations.Nullable;

/**
 * How a tensor of one file differs from that of the same name in another.
 *
 * @param differing how many of its numbers do
 * @param of how many it has; 0 if the tensors cannot be compared
 * @param largest the largest absolute difference; null where it is infinite or no number, or nothing can be compared
 * @param index of the first number that differs, in each axis
 * @param found what stands there in both, or why they cannot be compared
 */
public record TensorParting(
        String name, int differing, int of, @Nullable Double largest, List<Integer> index, String found) {
    /**
     * Those of {@code left} and {@code right}, by name; none if all bits are equal.
     *
     * @throws IOException if a file cannot be read or is damaged
     */
    static List<TensorParting> of(Path left, Path right) throws IOException {
        ImmutableMap<String, Tensor> ours = SafeTensors.read(left);
        ImmutableMap<String, Tensor> theirs = SafeTensors.read(right);
        List<TensorParting> partings = new ArrayList<>();
        for (String name : new TreeSet<>(Sets.union(ours.keySet(), theirs.keySet()))) {
            Tensor one = ours.get(name);
            Tensor other = theirs.get(name);
            if (one == null || other == null) {
                partings.add(incomparable(name, "only " + (one == null ? "the second" : "the first") + " has it"));
            } else if (!one.shape().equals(other.shape()) || one.dtype() != other.dtype()) {
                partings.add(incomparable(name, describe(one) + " | " + describe(other)));
            } else {
                add(partings, name, one, other);
            }
        }
        return partings;
    }

    private static String describe(Tensor tensor) {
        return tensor.dtype() + " of shape " + tensor.shape();
    }

    private static TensorParting incomparable(String name, String why) {
        return new TensorParting(name, 0, 0, null, List.of(), why);
    }

    private static void add(List<TensorParting> partings, String name, Tensor one, Tensor other) {
        int first = -1;
        int differing = 0;
        double largest = 0;
        int size = one.shape().size();
        for (int i = 0; i < size; i++) {
            if (Double.doubleToRawLongBits(one.get(i)) != Double.doubleToRawLongBits(other.get(i))) {
                first = first < 0 ? i : first;
                differing++;
                largest = Math.max(largest, Math.abs(one.get(i) - other.get(i)));
            }
        }
        if (differing > 0) {
            String found = String.format(Locale.ROOT, "%.9g | %.9g", one.get(first), other.get(first));
            partings.add(new TensorParting(
                    name, differing, size, Double.isFinite(largest) ? largest : null, index(one, first), found));
        }
    }

    private static List<Integer> index(Tensor tensor, int flat) {
        int[] dims = tensor.shape().toArray();
        Integer[] index = new Integer[dims.length];
        int rest = flat;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            index[axis] = rest % dims[axis];
            rest /= dims[axis];
        }
        return List.of(index);
    }
}

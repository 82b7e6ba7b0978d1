package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimaps;
import com.google.common.collect.Sets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Named values of the cells of a plate: what was given to a run and what it drew, so that one run feeds the next.
 *
 * @param whole those that all cells share, and those with [data] or [particles, data] in front
 * @param pieces those of runs that parted ways, each for some cells
 */
public record Values(ImmutableMap<String, Tensor> whole, ImmutableListMultimap<String, Piece> pieces) {
    private static final Values NONE = new Values(ImmutableMap.of(), ImmutableListMultimap.of());

    /**
     * A value of the cells of one part of a run.
     *
     * @param cells that have it
     * @param value of their plate's shape and an event's
     * @param global whether it is the same for all data
     */
    public record Piece(Cells.Listed cells, Tensor value, boolean global) {}

    static Values none() {
        return NONE;
    }

    /**
     * {@return values that are whole}
     *
     * @param whole by name, each shared by all cells, or with [data] or [particles, data] in front
     */
    public static Values of(Map<String, Tensor> whole) {
        return new Values(ImmutableMap.copyOf(whole), ImmutableListMultimap.of());
    }

    /** {@return the same numbers, as constants} */
    public Values detach() {
        return new Values(
                ImmutableMap.copyOf(Maps.transformValues(whole, Tensor::detach)),
                ImmutableListMultimap.copyOf(Multimaps.transformValues(
                        pieces, piece -> new Piece(piece.cells(), piece.value().detach(), piece.global()))));
    }

    /** These and what was drawn at {@code sites}. */
    Values with(Map<String, Trace.Site> sites) {
        ImmutableMap.Builder<String, Tensor> all = null;
        for (Map.Entry<String, Trace.Site> entry : sites.entrySet()) {
            if (entry.getValue().drawn()) {
                all = all == null ? ImmutableMap.<String, Tensor>builder().putAll(whole) : all;
                all.put(entry.getKey(), entry.getValue().value());
            }
        }
        return all == null ? this : new Values(all.buildOrThrow(), pieces);
    }

    /** {@return the names of all values, of whole ones and of those in pieces} */
    public ImmutableSet<String> names() {
        return Sets.union(whole.keySet(), pieces.keySet()).immutableCopy();
    }

    /**
     * {@return the value called {@code name} of all cells; null if there is none at all}
     *
     * @param name of a site or a condition
     * @throws IllegalArgumentException if only some cells have one
     */
    public @Nullable Tensor get(String name) {
        return pieces.containsKey(name)
                ? at(name, pieces.get(name).get(0).cells().whole())
                : whole.get(name);
    }

    /**
     * {@return the value called {@code name} of some cells; null if no cell has any}
     *
     * @param name of a site or a condition
     * @param cells of the same rectangle
     * @throws IllegalArgumentException if only some of them have one
     */
    public @Nullable Tensor at(String name, Cells cells) {
        if (pieces.containsKey(name)) {
            return assembled(name, cells);
        }
        Tensor value = whole.get(name);
        return value != null && cells instanceof Cells.Listed listed ? chosen(value, listed) : value;
    }

    /** The cells' own rows of a value that stands for the whole rectangle. */
    private static Tensor chosen(Tensor value, Cells.Listed cells) {
        Shape shape = value.shape();
        int axes = plateAxes(shape, cells.whole());
        if (axes == 0) {
            return value;
        }
        int data = shape.dim(axes - 1);
        int particles = axes == 2 ? shape.dim(0) : 1;
        int[] rows = new int[cells.at().length];
        for (int i = 0; i < rows.length; i++) {
            int particle = cells.at()[i] / cells.whole().data();
            int datum = cells.at()[i] % cells.whole().data();
            rows[i] = (particles == 1 ? 0 : particle) * data + (data == 1 ? 0 : datum);
        }
        Shape event = shape.suffix(shape.rank() - axes);
        return value.reshape(Shape.of(particles * data).concat(event))
                .rows(rows)
                .reshape(cells.plate().concat(event));
    }

    /** How many axes in front are the plate's: both, the data's, or none. */
    private static int plateAxes(Shape shape, Cells.Rectangle whole) {
        boolean particles = shape.rank() >= 2 && Cells.PARTICLE.equals(shape.name(0));
        if (particles || (shape.rank() >= 2 && Cells.DATUM.equals(shape.name(1)))) {
            return 2;
        }
        boolean unnamed = shape.rank() > 0 && shape.name(0) == null && shape.dim(0) == whole.data();
        return shape.rank() > 0 && (Cells.DATUM.equals(shape.name(0)) || unnamed) ? 1 : 0;
    }

    /** What stands in pieces, in the order of {@code cells}. */
    private Tensor assembled(String name, Cells cells) {
        List<Piece> parts = pieces.get(name);
        for (Piece part : parts) {
            if (cells instanceof Cells.Listed listed
                    && Arrays.equals(part.cells().at(), listed.at())) {
                return part.value();
            }
        }
        int[] place = places(parts);
        boolean shared = parts.get(0).global() && cells instanceof Cells.Rectangle;
        Shape plate = shared ? cells.plate().prefix(1).concat(Shape.of(1)) : cells.plate();
        int[] rows = new int[plate.size()];
        for (int i = 0; i < rows.length; i++) {
            int cell = cells.cell(shared ? i * cells.whole().data() : i);
            rows[i] = place[cell];
            checkArgument(
                    rows[i] >= 0,
                    "value '%s' is missing for particle %s of the datum at position %s of the shard, whose run took a way"
                            + " without it",
                    name,
                    cell / cells.whole().data(),
                    cell % cells.whole().data());
        }
        Tensor all = concatenated(parts);
        return all.rows(rows)
                .reshape(plate.concat(all.shape().suffix(all.shape().rank() - 1)));
    }

    /** Where each cell of the rectangle stands when all pieces follow one another; -1 where it has none. */
    private static int[] places(List<Piece> parts) {
        Cells.Rectangle whole = parts.get(0).cells().whole();
        int[] place = new int[whole.particles() * whole.data()];
        Arrays.fill(place, -1);
        int next = 0;
        for (Piece part : parts) {
            for (int cell : part.cells().at()) {
                place[cell] = next++;
            }
        }
        return place;
    }

    private static Tensor concatenated(List<Piece> parts) {
        Tensor[] rows = new Tensor[parts.size()];
        for (int i = 0; i < rows.length; i++) {
            Tensor value = parts.get(i).value();
            Shape shape = value.shape();
            rows[i] = value.reshape(Shape.of(shape.dim(1)).concat(shape.suffix(shape.rank() - 2)));
        }
        return checkNotNull(Tensor.concat(0, rows));
    }
}

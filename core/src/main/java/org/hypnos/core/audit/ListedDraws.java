package org.hypnos.core.audit;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.Cells;
import org.hypnos.core.Draws;
import org.hypnos.core.evaluation.LatentStates;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Support;
import org.jspecify.annotations.Nullable;

/**
 * Draws that are looked up instead, and how probable they were: those of one run for some tuples.
 *
 * <p>A tuple says what every particle draws. Tuples stand side by side as data, unless real data are run together: then
 * there is one.
 */
final class ListedDraws implements Draws {
    /** What {@code particle} draws in {@code tuple}. */
    interface Lookup {
        Path path(int tuple, int particle);
    }

    /** A value of one particle that its path does not know, and the others it could have been. */
    record Open(Choice choice, LatentStates.Latent latent) {}

    private record Draw(Choice choice, int particle) {}

    private final Subject subject;
    private final Workspace workspace;
    private final int first;
    private final Lookup lookup;
    private final Map<Integer, Map<Draw, Double>> logProbs = new LinkedHashMap<>();
    private final Map<Integer, Open> open = new LinkedHashMap<>();

    /** Draws for tuples {@code first} and those after it. */
    ListedDraws(Subject subject, Workspace workspace, int first, Lookup lookup) {
        this.subject = subject;
        this.workspace = workspace;
        this.first = first;
        this.lookup = lookup;
    }

    /** The first value that {@code tuple} does not know; null if it knows all. */
    @Nullable
    Open open(int tuple) {
        return open.get(tuple);
    }

    /** The log-probability, in nats, of all that {@code tuple} draws. */
    double logProb(int tuple) {
        double sum = 0;
        for (double own : logProbs.getOrDefault(tuple, Map.of()).values()) {
            sum += own;
        }
        return sum;
    }

    /** The particles that draw anything in {@code tuple}. */
    Set<Integer> particles(int tuple) {
        Set<Integer> particles = new LinkedHashSet<>();
        logProbs.getOrDefault(tuple, Map.of()).keySet().forEach(draw -> particles.add(draw.particle()));
        return particles;
    }

    /** What {@code particle} draws in {@code tuple}. */
    ImmutableSet<Choice> choices(int tuple, int particle) {
        return logProbs.getOrDefault(tuple, Map.of()).keySet().stream()
                .filter(draw -> draw.particle() == particle)
                .map(Draw::choice)
                .collect(ImmutableSet.toImmutableSet());
    }

    /** Whether what {@code particle} draws in {@code tuple} has a probability. */
    boolean possible(int tuple, int particle) {
        return logProbs.getOrDefault(tuple, Map.of()).entrySet().stream()
                .noneMatch(
                        entry -> entry.getKey().particle() == particle && entry.getValue() == Double.NEGATIVE_INFINITY);
    }

    @Override
    public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global) {
        Shape plate = sampleShape.concat(distribution.batchShape());
        Shape event = distribution.eventShape();
        boolean shared = global && cells instanceof Cells.Rectangle;
        if (global && !subject.together()) {
            throw new NotListableException("site '" + site + "' is global, but only on some ways of the program");
        }
        double[] elements = new double[plate.size() * event.size()];
        for (int i = 0; i < plate.size(); i++) {
            int cell = shared ? i * cells.whole().data() : cells.cell(i);
            double[] value = value(site, distribution, cells.whole(), cell, global);
            System.arraycopy(value, 0, elements, i * event.size(), event.size());
        }
        DType dtype = subject.dtype();
        Tensor values = workspace.adopt(Tensor.of(dtype, plate.concat(event), elements));
        Tensor each = distribution.logProb(values).detach().broadcastTo(plate);
        for (int i = 0; i < plate.size(); i++) {
            int cell = shared ? i * cells.whole().data() : cells.cell(i);
            count(site, cells.whole(), cell, global, each.get(i));
        }
        return values;
    }

    private double[] value(String site, Distribution distribution, Cells.Rectangle whole, int cell, boolean global) {
        int tuple = tuple(whole, cell);
        Choice choice = choice(site, whole, cell, global);
        ImmutableDoubleArray known =
                lookup.path(tuple, particle(whole, cell)).values().get(choice);
        if (known != null) {
            return known.toArray();
        }
        LatentStates.Latent latent = new LatentStates.Latent(distribution.eventShape(), finite(site, distribution));
        open.putIfAbsent(tuple, new Open(choice, latent));
        return latent.value(0);
    }

    private static Support.Finite finite(String site, Distribution distribution) {
        if (distribution.support() instanceof Support.Finite finite) {
            return finite;
        }
        throw new NotListableException(
                "site '" + site + "' can be one of " + distribution.support() + ", whose values cannot be listed");
    }

    private void count(String site, Cells.Rectangle whole, int cell, boolean global, double logProb) {
        int tuple = tuple(whole, cell);
        Draw draw = new Draw(choice(site, whole, cell, global), particle(whole, cell));
        Double before =
                logProbs.computeIfAbsent(tuple, any -> new LinkedHashMap<>()).putIfAbsent(draw, logProb);
        // Cells that part run again, and draw again what they have drawn.
        if (before != null && Math.abs(before - logProb) > 1e-3) {
            throw new NotListableException(
                    "site '" + site + "' is drawn twice in one phase, from two distributions; such"
                            + " draws share their random numbers, which a list of values does not tell");
        }
    }

    private int tuple(Cells.Rectangle whole, int cell) {
        return subject.together() ? first : whole.firstDatum() + cell % whole.data();
    }

    private static int particle(Cells.Rectangle whole, int cell) {
        return whole.firstParticle() + cell / whole.data();
    }

    private Choice choice(String site, Cells.Rectangle whole, int cell, boolean global) {
        boolean own = subject.together() && !global;
        return new Choice(site, own ? whole.firstDatum() + cell % whole.data() : 0);
    }

    @Override
    public Draws pathwise() {
        return this; // of values that can be listed, none is a function of its distribution's parameters
    }
}

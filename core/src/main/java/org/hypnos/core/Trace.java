package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Moments;
import org.hypnos.distributions.layers.SequentialBernoulli;
import org.jspecify.annotations.Nullable;

/**
 * What happened when a program ran: what each site drew or was given, and how probable that was.
 *
 * <p>It has one part, unless particles and data took different ways or ran one by one.
 */
public final class Trace {
    private final Shape plate;
    private final Values values;
    private final ImmutableList<Part> parts;

    private Trace(Shape plate, Values values, ImmutableList<Part> parts) {
        this.plate = plate;
        this.values = values;
        this.parts = parts;
    }

    /** The trace of runs that began with the values {@code given} and have all cells of {@code plate} between them. */
    static Trace of(Cells.Rectangle cells, Values given, ImmutableList<Part> parts) {
        return new Trace(cells.plate(), withDraws(given, parts), parts);
    }

    private static Values withDraws(Values given, ImmutableList<Part> parts) {
        if (parts.get(0).cells() instanceof Cells.Rectangle) {
            return given.with(parts.get(0).sites);
        }
        ImmutableListMultimap.Builder<String, Values.Piece> pieces = ImmutableListMultimap.builder();
        pieces.putAll(given.pieces());
        for (Part part : parts) {
            part.sites().forEach((name, site) -> {
                if (site.drawn()) {
                    pieces.put(name, new Values.Piece((Cells.Listed) part.cells(), site.value(), site.global()));
                }
            });
        }
        return new Values(given.whole(), pieces.build());
    }

    /** What happened at one site of a run. */
    public static final class Site {
        private final Distribution distribution;
        private final Tensor value;
        private final boolean drawn;
        private final boolean global;
        private @Nullable Tensor logProb; // once somebody asked

        Site(Distribution distribution, Tensor value, boolean drawn, boolean global) {
            this.distribution = distribution;
            this.value = value;
            this.drawn = drawn;
            this.global = global;
        }

        /** {@return what the value was drawn from, or scored by} */
        public Distribution distribution() {
            return distribution;
        }

        /** {@return the value: if drawn, with the axes of plate and event, else as it was given} */
        public Tensor value() {
            return value;
        }

        /**
         * {@return the distribution's mean; of units that are drawn one after the other each one's probability given
         * those of the value before it, as they have no mean in closed form}
         *
         * @throws IllegalArgumentException if there is neither
         */
        public Tensor mean() {
            if (distribution instanceof Moments moments) {
                return moments.mean();
            }
            checkArgument(
                    distribution instanceof SequentialBernoulli,
                    "there is no mean of %s",
                    distribution.getClass().getSimpleName());
            return ((SequentialBernoulli) distribution).conditionalLogits(value).sigmoid();
        }

        /** {@return whether the value was drawn here; else it was given} */
        public boolean drawn() {
            return drawn;
        }

        /** {@return whether all data share the value} */
        public boolean global() {
            return global;
        }

        /** The log-probability in nats of each value, times {@code scale} where there is one; computed once. */
        Tensor logProb(@Nullable Tensor scale) {
            if (logProb == null) {
                Tensor unscaled = distribution.logProb(value);
                logProb = scale == null ? unscaled : unscaled.mul(scale);
            }
            return logProb;
        }
    }

    /** {@return the shape [particle, datum] of all cells that ran} */
    public Shape plate() {
        return plate;
    }

    /** {@return what was given and what was drawn, so that one trace feeds the next} */
    public Values values() {
        return values;
    }

    /**
     * {@return one part for each way that some particles and data took; if they ran one by one, one for each of them}
     */
    public ImmutableList<Part> parts() {
        return parts;
    }

    /**
     * {@return the part of the cell at an element of the plate}
     *
     * @param i the element, from 0 on: {@code particle * data + datum}
     * @throws IndexOutOfBoundsException if the plate has no such element
     */
    public Part part(int i) {
        for (Part part : parts) {
            if (part.cells().contains(i)) {
                return part;
            }
        }
        throw new IndexOutOfBoundsException(i);
    }

    /** {@return whether the program asked for a number to branch on} */
    public boolean branches() {
        return parts.stream().anyMatch(Part::branched);
    }

    /**
     * {@return the sites by name, in the order of the run; where ways parted, each as the first part that came by
     * has it}
     */
    public Map<String, Site> sites() {
        if (parts.size() == 1) {
            return parts.get(0).sites();
        }
        Map<String, Site> sites = new LinkedHashMap<>();
        parts.forEach(part -> part.sites().forEach(sites::putIfAbsent));
        return Collections.unmodifiableMap(sites);
    }

    /** {@return the names of the values that the program asked for by {@link Context#given}} */
    public ImmutableSet<String> conditions() {
        return parts.stream().flatMap(part -> part.conditions().stream()).collect(ImmutableSet.toImmutableSet());
    }

    /**
     * {@return the losses in nats that the program added: each of the plate's shape, [data], or a number about
     * parameters}
     */
    public ImmutableMap<String, Tensor> regularization() {
        if (parts.size() == 1) {
            return parts.get(0).regularization();
        }
        Map<String, Tensor> losses = new LinkedHashMap<>();
        for (Part part : parts) {
            part.regularization().forEach((name, loss) -> {
                if (!losses.containsKey(name)) {
                    losses.put(name, loss.shape().rank() == 0 ? loss : each(own -> own.regularization(name)));
                }
            });
        }
        return ImmutableMap.copyOf(losses);
    }

    /** {@return the log-probability in nats of all local sites, drawn or given, of shape [particles, data]} */
    public Tensor logProb() {
        return each(part -> part.logProb(site -> !site.global()));
    }

    /**
     * {@return as {@link #logProb()}, and for each datum its share of the global sites' log-probability}
     *
     * @param population N, the size of the data set: the share is 1/N
     */
    public Tensor logProb(int population) {
        return hasGlobalSites()
                ? logProb().add(globalLogProb().mul(1.0 / population).reshape(Shape.of(plate.dim(0), 1)))
                : logProb();
    }

    /**
     * {@return the log-probability in nats of one site, of shape [particles, data]; 0 where no run came by}
     *
     * @param name of the site, local or global
     */
    public Tensor logProb(String name) {
        return each(part -> part.logProb(name));
    }

    /** {@return the log-probability in nats of all global sites, of shape [particles]} */
    public Tensor globalLogProb() {
        return each(part -> part.logProb(Site::global)).slice(1, 0, 1).reshape(plate.prefix(1));
    }

    /** {@return whether any site is global, drawn or given} */
    public boolean hasGlobalSites() {
        for (Part part : parts) {
            for (Site site : part.sites.values()) {
                if (site.global()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The numbers of all parts, put in their places in the plate. */
    private Tensor each(Function<Part, Tensor> numbers) {
        Part first = parts.get(0);
        if (first.cells() instanceof Cells.Rectangle) {
            return numbers.apply(first).broadcastTo(plate);
        }
        ImmutableListMultimap.Builder<String, Values.Piece> pieces = ImmutableListMultimap.builder();
        for (Part part : parts) {
            Tensor own = numbers.apply(part).broadcastTo(part.cells().plate());
            pieces.put("", new Values.Piece((Cells.Listed) part.cells(), own, false));
        }
        return new Values(ImmutableMap.of(), pieces.build()).get("");
    }

    /**
     * {@return this trace, if it drew no global site}
     *
     * @param who asks, in the words of the message
     * @throws IllegalArgumentException if it drew one, which {@code who} cannot weigh
     */
    public Trace requireLocal(String who) {
        sites().forEach((name, site) -> checkArgument(
                !site.global() || !site.drawn(),
                "site '%s' is global, shared by all data, which %s cannot weigh",
                name,
                who));
        return this;
    }

    /** What happened to the cells that took one way. */
    public static final class Part {
        private final Cells cells;
        private final boolean branched;
        private final Map<String, Site> sites;
        private final Values scales;
        private final ImmutableSet<String> conditions;
        private final ImmutableMap<String, Tensor> regularization;
        private final Values given;

        /**
         * @param branched whether the program asked for a number to branch on
         * @param scales what multiplies the log-probabilities of some sites
         */
        Part(
                Cells cells,
                boolean branched,
                Map<String, Site> sites,
                Values scales,
                ImmutableSet<String> conditions,
                ImmutableMap<String, Tensor> regularization,
                Values given) {
            this.cells = cells;
            this.branched = branched;
            this.sites = sites;
            this.scales = scales;
            this.conditions = conditions;
            this.regularization = regularization;
            this.given = given;
        }

        /** {@return the particles and data that took this way} */
        public Cells cells() {
            return cells;
        }

        private boolean branched() {
            return branched;
        }

        /** {@return the sites on this way by name, in the order of the run} */
        public Map<String, Site> sites() {
            return Collections.unmodifiableMap(sites);
        }

        ImmutableSet<String> conditions() {
            return conditions;
        }

        ImmutableMap<String, Tensor> regularization() {
            return regularization;
        }

        private Tensor regularization(String name) {
            Tensor loss = regularization.get(name);
            return loss == null ? zero() : loss;
        }

        /** The scaled log-probability of one site, computed once; it broadcasts to the plate. */
        private Tensor logProb(String name) {
            Site site = sites.get(name);
            if (site == null) {
                return zero();
            }
            return site.logProb(scales.at(name, cells));
        }

        private Tensor logProb(Predicate<Site> chosen) {
            Tensor sum = null;
            for (Map.Entry<String, Site> entry : sites.entrySet()) {
                if (chosen.test(entry.getValue())) {
                    Tensor own = logProb(entry.getKey());
                    sum = sum == null ? own : sum.add(own);
                }
            }
            return sum == null ? zero() : sum;
        }

        private Tensor zero() {
            Tensor any = sites.isEmpty()
                    ? Iterables.getFirst(given.whole().values(), null)
                    : sites.values().iterator().next().value();
            checkState(any != null, "a run without sites and values has no log-probability");
            return any.filled(cells.plate(), 0);
        }
    }
}

package org.hypnos.core;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hypnos.autodiff.Axis;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Reparameterized;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs and returns their traces.
 *
 * <p>A draw follows from its address alone: seed, step, phase, site, the datum's position in the batch, and the particle.
 * So cutting a batch, running particles one after the other, or grouping those that took the same way changes no draw.
 * The axes of a draw have names: the plate's, and the site's for those of its event.
 *
 * @param draws where values come from that nobody gives
 * @param workspace where results are made
 * @param tape what records; null where runs only draw or evaluate
 * @param cells the particles and data that run
 * @param scales what multiplies the log-probability of a site, by its name, wherever it is used
 * @param oneByOne whether a program runs once for each particle and datum
 */
public record Tracer(
        Draws draws, Workspace workspace, @Nullable Tape tape, Cells.Rectangle cells, Values scales, boolean oneByOne) {
    /** The plate's first axis. */
    public static final Axis PARTICLE = Cells.PARTICLE;

    /** The plate's second axis, and the first one of a batch's tensors. */
    public static final Axis DATUM = Cells.DATUM;

    /** What all draws of a run share that are keyed, not consumed. */
    public static final class Address implements Draws {
        private final long seed;
        private final long step;
        private final String phase;
        private final Map<String, RandomStream> streams =
                new ConcurrentHashMap<>(); // by site, for all shards of a step

        /**
         * The draws of one phase of one step.
         *
         * @param seed from which they follow, such as a training's
         * @param step the training step, from 0 on
         * @param phase a name that tells these draws from others of the step
         */
        public Address(long seed, long step, String phase) {
            this.seed = seed;
            this.step = step;
            this.phase = phase;
        }

        @Override
        public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global) {
            return distribution.sample(rows(site, cells, global), sampleShape);
        }

        private RandomStream rows(String site, Cells cells, boolean global) {
            RandomStream known = streams.get(site);
            if (known == null) {
                known = RandomStream.of(seed, step, phase, site);
                streams.put(site, known);
            }
            return cells.rows(known, global);
        }

        @Override
        public Draws pathwise() {
            return new Pathwise(this);
        }
    }

    /** Draws at an address, reparameterised where their distribution can be. */
    private record Pathwise(Address address) implements Draws {
        @Override
        public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global) {
            return distribution instanceof Reparameterized reparameterized
                    ? reparameterized.rsample(address.rows(site, cells, global), sampleShape)
                    : address.draw(site, distribution, sampleShape, cells, global);
        }

        @Override
        public Draws pathwise() {
            return this;
        }
    }

    /**
     * {@return a tracer that records nothing, with one particle of each datum}
     *
     * @param draws where values come from that nobody gives
     * @param workspace where results are made
     * @param data how many there are
     */
    public static Tracer of(Draws draws, Workspace workspace, int data) {
        Cells.Rectangle cells = new Cells.Rectangle(0, 1, 0, data);
        return new Tracer(draws, workspace, null, cells, Values.none(), false);
    }

    /**
     * {@return a tracer that records on {@code tape}, with one particle of each of some neighbouring data}
     *
     * @param draws where values come from that nobody gives
     * @param workspace where results are made
     * @param tape what records the runs
     * @param firstDatum the first one's position in the batch
     * @param data how many there are
     */
    public static Tracer of(Draws draws, Workspace workspace, Tape tape, int firstDatum, int data) {
        Cells.Rectangle cells = new Cells.Rectangle(0, 1, firstDatum, data);
        return new Tracer(draws, workspace, tape, cells, Values.none(), false);
    }

    /**
     * {@return the same with particles 0, ..., {@code count} - 1 of each datum}
     *
     * @param count K, at least 1
     */
    public Tracer copies(int count) {
        return particles(0, count);
    }

    /**
     * {@return the same with particles {@code first}, ..., {@code first + count - 1} of each datum}
     *
     * @param first the number of the first particle
     * @param count how many, at least 1
     */
    public Tracer particles(int first, int count) {
        return cells(new Cells.Rectangle(first, count, cells.firstDatum(), cells.data()));
    }

    /**
     * {@return the same for the data at positions {@code first}, ..., {@code first + count - 1} of the batch}
     *
     * @param first the position of the first datum
     * @param count how many, at least 1
     */
    public Tracer data(int first, int count) {
        return cells(new Cells.Rectangle(cells.firstParticle(), cells.particles(), first, count));
    }

    private Tracer cells(Cells.Rectangle other) {
        return new Tracer(draws, workspace, tape, other, scales, oneByOne);
    }

    /** {@return the same without a tape: for runs that only draw} */
    public Tracer constant() {
        return new Tracer(draws, workspace, null, cells, scales, oneByOne);
    }

    /**
     * {@return the same recording on another tape}
     *
     * @param recorder what records the runs
     */
    public Tracer recording(Tape recorder) {
        return new Tracer(draws, workspace, recorder, cells, scales, oneByOne);
    }

    /**
     * {@return the same with other draws}
     *
     * @param other where values come from that nobody gives
     */
    public Tracer drawing(Draws other) {
        return new Tracer(other, workspace, tape, cells, scales, oneByOne);
    }

    /**
     * {@return the same, with draws that are functions of their distribution's parameters wherever it is
     * reparameterised}
     */
    public Tracer pathwise() {
        return drawing(draws.pathwise());
    }

    /**
     * {@return the same with these scales of sites, and no others}
     *
     * @param bySite what multiplies a site's log-probability: a single number, or a tensor of the data, that broadcasts
     *     to the plate
     */
    public Tracer scaled(Map<String, Tensor> bySite) {
        return new Tracer(draws, workspace, tape, cells, Values.of(bySite), oneByOne);
    }

    /**
     * {@return the same, running a program once for each particle and datum, so that it may read any value with item()}
     */
    public Tracer looped() {
        return new Tracer(draws, workspace, tape, cells, scales, true);
    }

    /** {@return the shape [particle, datum] of all cells that run} */
    public Shape plate() {
        return cells.plate();
    }

    /**
     * Runs a program with some values, and draws the rest.
     *
     * @param program that runs for all cells
     * @param given values of sites and conditions, by name
     * @return what happened
     */
    public Trace trace(Program program, Values given) {
        return run(program, given, true);
    }

    /**
     * Runs a program as {@link #trace(Program, Values)} does.
     *
     * @param program that runs for all cells
     * @param given values of sites and conditions, by name, each as {@link Values#of} takes it
     * @return what happened
     */
    public Trace trace(Program program, Map<String, Tensor> given) {
        return trace(program, Values.of(given));
    }

    /**
     * Runs a program with the values of all its sites, and draws nothing.
     *
     * @param program that runs for all cells
     * @param values of all its sites and conditions, by name
     * @return what happened: how probable the values are
     * @throws IllegalArgumentException if a site's value is missing
     */
    public Trace score(Program program, Values values) {
        return run(program, values, false);
    }

    /**
     * Runs a program as {@link #score(Program, Values)} does.
     *
     * @param program that runs for all cells
     * @param values of all its sites and conditions, by name, each as {@link Values#of} takes it
     * @return what happened: how probable the values are
     */
    public Trace score(Program program, Map<String, Tensor> values) {
        return score(program, Values.of(values));
    }

    private Trace run(Program program, Values given, boolean mayDraw) {
        ImmutableList<Trace.Part> parts =
                oneByOne ? cellByCell(program, given, mayDraw) : parts(program, given, mayDraw, Way.of(cells));
        return Trace.of(cells, given, parts);
    }

    private ImmutableList<Trace.Part> cellByCell(Program program, Values given, boolean mayDraw) {
        ImmutableList.Builder<Trace.Part> parts = ImmutableList.builder();
        for (int i = 0; i < plate().size(); i++) {
            parts.addAll(parts(program, given, mayDraw, Way.of(new Cells.Listed(cells, i))));
        }
        return parts.build();
    }

    /** What happened to the cells of {@code way}: one part, unless they take different ways. */
    private ImmutableList<Trace.Part> parts(Program program, Values given, boolean mayDraw, Way way) {
        Run run = new Run(this, given, mayDraw, way);
        try {
            program.run(run);
        } catch (Way.Parting parting) {
            ImmutableList.Builder<Trace.Part> parts = ImmutableList.builder();
            parting.ways().forEach(own -> parts.addAll(parts(program, given, mayDraw, own)));
            return parts.build();
        }
        return ImmutableList.of(run.part());
    }
}

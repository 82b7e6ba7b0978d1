package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.Axis;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.distributions.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs and returns their traces.
 *
 * <p>A draw follows from its address alone: seed, step, phase, site, the datum's position in the batch, and the particle.
 * So cutting a batch, or running particles one after the other, changes no draw. The axes of a draw have names: the
 * plate's, and the site's for those of its event.
 *
 * @param address what all draws share
 * @param workspace where results are made
 * @param tape what records; null where runs only draw or evaluate
 * @param firstParticle the number of the first particle
 * @param particles how many run at once: the first extent of the plate
 * @param firstDatum the position of the first datum in the whole batch
 * @param data how many run at once: the second extent of the plate
 */
public record Tracer(
        Address address,
        Workspace workspace,
        @Nullable Tape tape,
        int firstParticle,
        int particles,
        int firstDatum,
        int data) {
    /** The plate's first axis. */
    public static final Axis PARTICLE = Axis.plate("particle");

    /** The plate's second axis, and the first one of a batch's tensors. */
    public static final Axis DATUM = Axis.plate("datum");

    /** What all draws of a run share. */
    public record Address(long seed, long step, String phase) {}

    /** A tracer that records nothing, with one particle of each of {@code data} data. */
    public static Tracer of(Address address, Workspace workspace, int data) {
        return new Tracer(address, workspace, null, 0, 1, 0, data);
    }

    /** The same with particles 0, ..., {@code count} - 1 of each datum. */
    public Tracer copies(int count) {
        return particles(0, count);
    }

    /** The same with {@code count} particles of each datum from number {@code first} on. */
    public Tracer particles(int first, int count) {
        return new Tracer(address, workspace, tape, first, count, firstDatum, data);
    }

    /** The same for {@code count} data from position {@code first} on. */
    public Tracer data(int first, int count) {
        return new Tracer(address, workspace, tape, firstParticle, particles, first, count);
    }

    /** The same without a tape: for runs that only draw. */
    public Tracer constant() {
        return new Tracer(address, workspace, null, firstParticle, particles, firstDatum, data);
    }

    /** The same recording on {@code recorder}. */
    public Tracer recording(Tape recorder) {
        return new Tracer(address, workspace, recorder, firstParticle, particles, firstDatum, data);
    }

    /** Particles by data. */
    public Shape plate() {
        return Shape.of(particles, data).named(PARTICLE, DATUM);
    }

    /** Runs {@code program} with the values {@code given}, and draws the rest. */
    public Trace trace(Program program, Map<String, Tensor> given) {
        return run(program, given, true);
    }

    /** Runs {@code program} with the values of all its sites; a missing one is an {@link IllegalArgumentException}. */
    public Trace score(Program program, Map<String, Tensor> values) {
        return run(program, values, false);
    }

    private Trace run(Program program, Map<String, Tensor> given, boolean draws) {
        Run run = new Run(given, draws);
        program.run(run);
        return new Trace(
                run.plate,
                ImmutableMap.copyOf(run.sites),
                ImmutableMap.copyOf(run.values),
                ImmutableSet.copyOf(run.conditions),
                ImmutableMap.copyOf(run.regularization));
    }

    private final class Run implements Context {
        private final Shape plate = plate();
        private final Map<String, Tensor> given;
        private final boolean draws;
        private final Map<String, Trace.Site> sites = new LinkedHashMap<>();
        private final Map<String, Tensor> values;
        private final Set<String> conditions = new LinkedHashSet<>();
        private final Map<String, Tensor> regularization = new LinkedHashMap<>();

        Run(Map<String, Tensor> given, boolean draws) {
            this.given = given;
            this.draws = draws;
            this.values = new LinkedHashMap<>(given);
        }

        @Override
        public Tensor sample(String site, Distribution distribution) {
            return site(site, distribution, plate, false);
        }

        @Override
        public Tensor sampleGlobal(String site, Distribution distribution) {
            return site(site, distribution, plate.prefix(1).concat(Shape.of(1)), true);
        }

        private Tensor site(String name, Distribution distribution, Shape plate, boolean global) {
            checkArgument(
                    !sites.containsKey(name),
                    "site '%s' appears twice in one run; sites need names of their own",
                    name);
            Shape event = distribution.eventShape();
            checkPlate(name, distribution.batchShape(), plate);
            checkEvent(name, event);
            boolean drawn = !given.containsKey(name);
            checkArgument(!drawn || draws, "site '%s' has no value to score; given were %s", name, given.keySet());
            Tensor value = drawn ? draw(name, distribution, plate, global) : given.get(name);
            checkValue(name, event, plate, value);
            value = drawn ? value.reshape(plate.concat(event.labelled(name))) : value;
            assert drawn || distribution.support().require("site '" + name + "'", value);
            sites.put(name, new Trace.Site(distribution, value, drawn, global));
            values.put(name, value);
            return value;
        }

        private Tensor draw(String name, Distribution distribution, Shape plate, boolean global) {
            RandomStream stream = RandomStream.of(address.seed(), address.step(), address.phase(), name)
                    .rows(firstParticle, particles, global ? 0 : firstDatum, global ? 1 : data);
            Shape batch = distribution.batchShape();
            checkArgument(
                    plate.endsWith(batch),
                    "site '%s' has batch shape %s, too small to draw for plate %s; broadcastTo the plate is missing",
                    name,
                    batch,
                    plate);
            return distribution.sample(stream, plate.prefix(plate.rank() - batch.rank()));
        }

        @Override
        public Tensor given(String name) {
            Tensor value = values.get(name);
            checkArgument(value != null, "the program needs a value called '%s'; there are %s", name, values.keySet());
            conditions.add(name);
            return value;
        }

        @Override
        public Tensor param(Parameter parameter) {
            return tape == null ? workspace.adopt(parameter) : tape.watch(parameter);
        }

        @Override
        public void regularize(String name, Tensor loss) {
            checkArgument(
                    plate.endsWith(loss.shape()),
                    "regularization loss '%s' has shape %s; expected a single number of rank 0, or the plate's %s",
                    name,
                    loss.shape(),
                    plate);
            regularization.merge(name, loss, Tensor::add);
        }
    }

    private static void checkPlate(String site, Shape batch, Shape plate) {
        boolean fits = plate.endsWith(batch) || (batch.rank() == plate.rank() && batch.broadcastsTo(plate));
        checkArgument(
                fits,
                "site '%s' has batch shape %s, which does not end in plate %s; is toEvent(%s) missing?",
                site,
                batch,
                plate,
                Math.max(1, batch.rank() - plate.rank()));
    }

    private static void checkEvent(String site, Shape event) {
        for (int axis = 0; axis < event.rank(); axis++) {
            Axis name = event.name(axis);
            checkArgument(
                    name == null || !name.plate(),
                    "site '%s' reads axis '%s' as part of its event %s; does toEvent take too many axes?",
                    site,
                    name,
                    event);
        }
    }

    private static void checkValue(String site, Shape event, Shape plate, Tensor value) {
        int rank = value.shape().rank() - event.rank();
        checkArgument(
                rank >= 0
                        && value.shape().endsWith(event)
                        && value.shape().prefix(rank).broadcastsTo(plate),
                "site '%s' has events of shape %s in plate %s, which a value of shape %s does not fit",
                site,
                event,
                plate,
                value.shape());
    }
}

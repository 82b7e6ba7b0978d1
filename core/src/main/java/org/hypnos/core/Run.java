package org.hypnos.core;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.hypnos.autodiff.Axis;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** One run of a program, for cells that go the same way. */
final class Run implements Context {
    private final Tracer tracer;
    private final Values given;
    private final boolean mayDraw;
    private final Way way;
    private final Shape plate;
    private final Map<String, Trace.Site> sites = new LinkedHashMap<>(8); // most programs have few
    private ImmutableSet<String> conditions = ImmutableSet.of(); // few programs have any
    private ImmutableMap<String, Tensor> regularization = ImmutableMap.of();

    Run(Tracer tracer, Values given, boolean mayDraw, Way way) {
        this.tracer = tracer;
        this.given = given;
        this.mayDraw = mayDraw;
        this.way = way;
        this.plate = way.cells().plate();
    }

    /** What happened. */
    Trace.Part part() {
        return new Trace.Part(way.cells(), way.branched(), sites, tracer.scales(), conditions, regularization, given);
    }

    @Override
    public Tensor sample(String site, Distribution distribution) {
        return site(site, distribution, plate, false);
    }

    @Override
    public Tensor sampleGlobal(String site, Distribution distribution) {
        boolean listed = way.cells() instanceof Cells.Listed;
        return site(site, distribution, listed ? plate : plate.prefix(1).concat(Shape.of(1)), true);
    }

    private Tensor site(String name, Distribution distribution, Shape plate, boolean global) {
        checkArgument(
                !sites.containsKey(name), "site '%s' appears twice in one run; sites need names of their own", name);
        Shape event = distribution.eventShape();
        checkPlate(name, distribution.batchShape(), plate);
        checkEvent(name, event);
        Tensor value = given.at(name, way.cells());
        boolean drawn = value == null;
        if (drawn) {
            requireMayDraw(name);
            value = draw(name, distribution, plate, global).reshape(plate.concat(event.labelled(name)));
        } else {
            checkValue(name, event, plate, value);
            assert distribution.support().require("site '" + name + "'", value);
        }
        sites.put(name, new Trace.Site(distribution, value, drawn, global));
        return value;
    }

    private void requireMayDraw(String name) {
        if (!mayDraw) {
            throw new IllegalArgumentException(
                    "site '" + name + "' has no value to score; given were " + given.names());
        }
    }

    /** A draw for the plate, of its shape but for axes of extent 1. */
    private Tensor draw(String name, Distribution distribution, Shape plate, boolean global) {
        Shape batch = distribution.batchShape();
        Cells cells = way.cells();
        if (plate.endsWith(batch)) {
            return tracer.draws().draw(name, distribution, plate.prefix(plate.rank() - batch.rank()), cells, global);
        }
        if (batch.dim(0) == 1) {
            // Without names, of which the distribution's axes of extent 1 may have the same.
            Shape repeated = batch.dim(1) == 1 ? Shape.of(plate.dim(0), plate.dim(1)) : Shape.of(plate.dim(0));
            return tracer.draws().draw(name, distribution, repeated, cells, global);
        }
        return drawByDatum(name, distribution);
    }

    /** A draw for the plate from a distribution of shape [particles, 1]. */
    private Tensor drawByDatum(String name, Distribution distribution) {
        Cells.Rectangle cells = way.cells().whole();
        Shape event = distribution.eventShape();
        Tensor byDatum = tracer.draws()
                .draw(name, distribution, Shape.of(cells.data()), cells.byDatum(), false)
                .reshape(Shape.of(cells.data(), cells.particles()).concat(event));
        int[] order = IntStream.range(0, event.rank() + 2).toArray();
        order[0] = 1;
        order[1] = 0;
        return byDatum.permute(order);
    }

    @Override
    public double branchOn(Tensor value) {
        return way.branchOn(value);
    }

    @Override
    public Tensor given(String name) {
        Trace.Site site = sites.get(name);
        Tensor value = site != null ? site.value() : given.at(name, way.cells());
        if (value == null) {
            throw new IllegalArgumentException(
                    "the program needs a value called '" + name + "'; there are " + given.names());
        }
        if (!conditions.contains(name)) {
            conditions = conditions.isEmpty()
                    ? ImmutableSet.of(name)
                    : ImmutableSet.<String>builder()
                            .addAll(conditions)
                            .add(name)
                            .build();
        }
        return value;
    }

    @Override
    public Tensor param(Parameter parameter) {
        return tracer.tape() == null
                ? tracer.workspace().adopt(parameter)
                : tracer.tape().watch(parameter);
    }

    @Override
    public void regularize(String name, Tensor loss) {
        checkArgument(
                plate.endsWith(loss.shape()),
                "regularization loss '%s' has shape %s; expected a single number of rank 0, or the plate's %s",
                name,
                loss.shape(),
                plate);
        Tensor before = regularization.get(name);
        ImmutableMap.Builder<String, Tensor> losses = ImmutableMap.builder();
        losses.putAll(regularization).put(name, before == null ? loss : before.add(loss));
        regularization = losses.buildKeepingLast();
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

package org.hypnos.testkit;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Cells;
import org.hypnos.core.Draws;
import org.hypnos.core.evaluation.LatentStates;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Support;

/**
 * Lists instead of drawing: each datum of a batch gets another of the tuples that say what every particle draws at every
 * site, and is told how probable its own is.
 */
final class TupleDraws implements Draws {
    /** What one particle draws at one site. */
    private record Choice(String site, int particle) {}

    /** All values that there are to choose from, of shape [count] and the event's; the number of a tuple has a digit for it. */
    private record Range(Tensor values, int count, long period) {}

    private final Map<Choice, Range> ranges = new LinkedHashMap<>();
    private final Map<Choice, double[]> logProbs = new LinkedHashMap<>();
    private long tuples = 1;
    private int first;
    private int size = 1;

    /** How many tuples there are, as far as runs have shown. */
    long tuples() {
        return tuples;
    }

    /** From now on, the data are {@code count} tuples, from number {@code from} on. */
    void begin(int from, int count) {
        first = from;
        size = count;
        logProbs.clear();
    }

    /** The probability of each datum's tuple. */
    double[] probabilities() {
        double[] probabilities = new double[size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (double[] own : logProbs.values()) {
                sum += own[i];
            }
            probabilities[i] = StrictMath.exp(sum);
        }
        return probabilities;
    }

    @Override
    public Draws pathwise() {
        return this; // values that can be listed are never functions of parameters
    }

    @Override
    public Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global) {
        checkArgument(!global, "site '%s' is global, shared by all data, which here are tuples", site);
        Shape plate = sampleShape.concat(distribution.batchShape());
        int[] rows = new int[plate.size()];
        Range range = null;
        for (int i = 0; i < rows.length; i++) {
            range = range(new Choice(site, particle(cells, i)), distribution);
            rows[i] = (int) (datum(cells, i) / range.period() % range.count());
        }
        checkArgument(range != null, "site '%s' is drawn for nobody", site);
        Tensor values = range.values().rows(rows).reshape(plate.concat(distribution.eventShape()));
        Tensor logProb = distribution.logProb(values).detach().broadcastTo(plate);
        for (int i = 0; i < rows.length; i++) {
            // Where groups of cells part, their runs begin anew and draw the same again: it counts once.
            logProbs.computeIfAbsent(new Choice(site, particle(cells, i)), any -> new double[size])[
                            datum(cells, i) - first] =
                    logProb.get(i);
        }
        return values;
    }

    private Range range(Choice choice, Distribution distribution) {
        return ranges.computeIfAbsent(choice, any -> {
            Support support = distribution.support();
            checkArgument(support instanceof Support.Finite, "site '%s' cannot be listed", choice.site());
            Shape event = distribution.eventShape();
            LatentStates.Latent latent = new LatentStates.Latent(event, (Support.Finite) support);
            LatentStates states = new LatentStates(ImmutableMap.of(choice.site(), latent), DType.FLOAT64);
            int count = (int) states.count();
            long period = tuples;
            tuples *= count;
            Tensor values = states.values(0, count).get(choice.site());
            return new Range(values.reshape(Shape.of(count).concat(event)), count, period);
        });
    }

    private static int particle(Cells cells, int i) {
        return cells.whole().firstParticle() + cells.cell(i) / cells.whole().data();
    }

    private static int datum(Cells cells, int i) {
        return cells.whole().firstDatum() + cells.cell(i) % cells.whole().data();
    }
}

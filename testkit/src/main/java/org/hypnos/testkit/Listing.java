package org.hypnos.testkit;

import java.util.Arrays;
import java.util.Optional;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.distributions.Support;

/** Events that are listed one by one. */
final class Listing {
    private static final int MOST = 2048;

    /** What a list of whole numbers may miss. */
    private static final double NEGLIGIBLE = 1e-13;

    private static final double ERROR = 1e-10;

    private Listing() {}

    /** None if there are too many. */
    static Optional<Table> of(Distribution distribution, Support.Finite support) {
        Shape event = distribution.eventShape();
        int size = event.suffix(support.eventRank()).size();
        int parts = event.size() / size;
        double count = support.count(size);
        if (Math.pow(count, parts) > MOST) {
            return Optional.empty();
        }
        int m = (int) Math.round(Math.pow(count, parts));
        double[] events = new double[m * event.size()];
        double[] part = new double[size];
        for (int i = 0; i < m; i++) {
            int rest = i;
            for (int j = 0; j < parts; j++) {
                support.list(rest % (int) count, part);
                rest /= (int) count;
                System.arraycopy(part, 0, events, i * event.size() + j * size, size);
            }
        }
        return Optional.of(table(distribution, m, events));
    }

    /** 0, 1, 2 and so on, until nothing much is missing, up to 16 times {@link #MOST}; none for events of several numbers. */
    static Optional<Table> ofWholeNumbers(Distribution distribution) {
        if (distribution.eventShape().rank() > 0) {
            return Optional.empty();
        }
        Table table = wholeNumbers(distribution, 16);
        for (int m = 32; m <= 16 * MOST && missing(table) > NEGLIGIBLE; m *= 2) {
            table = wholeNumbers(distribution, m);
        }
        return Optional.of(table);
    }

    private static Table wholeNumbers(Distribution distribution, int m) {
        double[] events = new double[m];
        for (int i = 0; i < m; i++) {
            events[i] = i;
        }
        return table(distribution, m, events);
    }

    /** By the ratio of the last two probabilities, of which later ones are not larger. */
    private static double missing(Table table) {
        int m = table.probabilities().shape().dim(0);
        Tensor last = table.probabilities().slice(0, m - 1, m);
        Tensor before = table.probabilities().slice(0, m - 2, m - 1);
        double most = 0;
        for (int i = 0; i < last.shape().size(); i++) {
            double ratio = before.get(i) == 0 ? 0 : Math.min(last.get(i) / before.get(i), 1);
            most = Math.max(most, last.get(i) == 0 ? 0 : last.get(i) * ratio / (1 - ratio));
        }
        return most;
    }

    /** The only event there is; none for events of several numbers. */
    static Optional<Table> ofPoint(Distribution distribution, Tensor point) {
        Shape all = Shape.of(1).concat(distribution.batchShape());
        return distribution.eventShape().rank() > 0
                ? Optional.empty()
                : Optional.of(table(distribution, point.detach().broadcastTo(all)));
    }

    private static Table table(Distribution distribution, int m, double... numbers) {
        Shape batch = distribution.batchShape();
        Shape event = distribution.eventShape();
        int[] ones = new int[batch.rank()];
        Arrays.fill(ones, 1);
        Shape repeated = Shape.of(m).concat(Shape.of(ones)).concat(event);
        Tensor events = Tensor.of(DType.FLOAT64, repeated, numbers);
        return table(distribution, events.broadcastTo(Shape.of(m).concat(batch).concat(event)));
    }

    private static Table table(Distribution distribution, Tensor events) {
        Tensor logProbs = distribution.logProb(events).detach();
        boolean numbers = distribution.eventShape().rank() == 0;
        Optional<Tensor> ends = numbers ? Optional.of(events) : Optional.empty();
        return new Table(events, logProbs, logProbs.exp(), ends, ERROR);
    }
}

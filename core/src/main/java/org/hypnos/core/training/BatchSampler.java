package org.hypnos.core.training;

import java.util.Arrays;
import org.hypnos.autodiff.RandomStream;

/** Which data stand in the batch of a step, which follows from seed and step alone. */
abstract class BatchSampler {
    /** The data at the batch's positions. */
    abstract int[] rows(long step);

    static BatchSampler of(Dataset dataset, long seed, int batchSize) {
        return dataset.probabilities() == null
                ? new Epochs(dataset, seed, batchSize)
                : new Draws(dataset.probabilities().toDoubles(), seed, batchSize);
    }

    /** Each datum once an epoch, in an order of the epoch's own. */
    private static final class Epochs extends BatchSampler {
        private final int[] order;
        private final long seed;
        private final int batchSize;
        private final long stepsPerEpoch;
        private long epoch = -1;

        Epochs(Dataset dataset, long seed, int batchSize) {
            this.order = new int[dataset.size()];
            this.seed = seed;
            this.batchSize = batchSize;
            this.stepsPerEpoch = dataset.stepsPerEpoch(batchSize);
        }

        @Override
        int[] rows(long step) {
            if (step / stepsPerEpoch != epoch) {
                epoch = step / stepsPerEpoch;
                shuffle();
            }
            int from = (int) (step % stepsPerEpoch) * batchSize;
            return Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length));
        }

        /** Fisher and Yates's. */
        private void shuffle() {
            RandomStream random = RandomStream.of(seed, epoch, "shuffle");
            for (int i = 0; i < order.length; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
        }
    }

    /** Independent draws by the data's probabilities. */
    private static final class Draws extends BatchSampler {
        private final double[] cumulated;
        private final long seed;
        private final int batchSize;

        Draws(double[] probabilities, long seed, int batchSize) {
            this.cumulated = probabilities;
            for (int i = 1; i < cumulated.length; i++) {
                cumulated[i] += cumulated[i - 1];
            }
            this.seed = seed;
            this.batchSize = batchSize;
        }

        @Override
        int[] rows(long step) {
            RandomStream random = RandomStream.of(seed, step, "data");
            int[] rows = new int[batchSize];
            for (int i = 0; i < batchSize; i++) {
                int found = Arrays.binarySearch(cumulated, random.nextDouble());
                rows[i] = Math.min(found < 0 ? -found - 1 : found + 1, cumulated.length - 1);
            }
            return rows;
        }
    }
}

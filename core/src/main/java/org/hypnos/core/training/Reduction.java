package org.hypnos.core.training;

/** How the losses of a batch's data become one. */
public enum Reduction {
    /** Their mean. */
    MEAN,
    /** Their sum. */
    SUM,
    /** Their sum times N/B, the size of the data set by that of the batch: an estimate of the sum over the data set. */
    SUM_SCALED;

    /** What a datum's loss is multiplied by. */
    double perDatum(int data, int batch) {
        return switch (this) {
            case MEAN -> 1.0 / batch;
            case SUM -> 1;
            case SUM_SCALED -> (double) data / batch;
        };
    }
}

package org.hypnos.core.evaluation;

/** Hears how far an {@link ImportanceSampling} has come. The threads that draw call it, more than one at a time. */
@FunctionalInterface
public interface SamplingListener {
    /** One that does nothing. */
    SamplingListener NONE = (drawn, all) -> {};

    /**
     * Some more draws are weighed.
     *
     * @param drawn how many are, of all data; numbers may overtake each other
     * @param all how many will be; more if they turn out not to be enough
     */
    void drawn(long drawn, long all);
}

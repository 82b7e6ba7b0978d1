package org.hypnos.core.inference;

/**
 * Makes one kind of algorithm. A plugin lists its provider in its module descriptor and in {@code
 * META-INF/services/org.hypnos.core.inference.InferenceProvider}, so that it is found wherever its jar stands.
 */
public interface InferenceProvider {
    /** {@return the name by which people ask for it, such as {@code rws}; not empty} */
    String id();

    /** {@return one line for people; not empty} */
    String description();

    /** {@return the settings that it has, each with the value that stands where none is given} */
    OptionSet options();

    /**
     * {@return the algorithm for these programs}
     *
     * @param programs with which it works
     * @param options that {@link #options} has parsed
     * @throws IllegalArgumentException if the options contradict each other, or there are programs that
     *     the algorithm has no use for; the message says why
     */
    InferenceAlgorithm create(Programs programs, Options options);
}

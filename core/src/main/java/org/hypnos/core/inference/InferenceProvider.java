package org.hypnos.core.inference;

/**
 * Makes one kind of algorithm. A plugin lists its provider in its module descriptor and in {@code
 * META-INF/services/org.hypnos.core.inference.InferenceProvider}, so that it is found wherever its jar stands.
 */
public interface InferenceProvider {
    /** The name by which people ask for it, such as {@code rws}. */
    String id();

    /** One line for people. */
    String description();

    OptionSet options();

    /**
     * The algorithm for these programs.
     *
     * @throws IllegalArgumentException if the options contradict each other, or there are programs that
     *     the algorithm has no use for; the message says why
     */
    InferenceAlgorithm create(Programs programs, Options options);
}

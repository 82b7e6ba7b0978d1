package org.hypnos.examples.studies;

import com.google.common.collect.ImmutableList;

/** An experiment whose page of results anyone can make again. */
public interface Study {
    /** By which the command line calls it, and its page. */
    String name();

    /** What it asks, in one line. */
    String question();

    /** How many steps each training takes when the study is run in full. */
    int steps();

    /** How many seeds each setting is tried with when the study is run in full. */
    int seeds();

    /** What was found, as Markdown. */
    String run(Scale scale);

    /** All there are. */
    static ImmutableList<Study> all() {
        return ImmutableList.of(new BarsStudy(), new MixtureStudy(), new GaussianLatentsStudy(), new ChaosStudy());
    }
}

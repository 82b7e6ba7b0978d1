package org.hypnos.examples;

import com.google.common.collect.ImmutableList;
import java.io.IOException;

/** A program of the gallery: one file, to be read from top to bottom. */
public interface Example {
    /** By which the command line calls it. */
    String name();

    /** What it is, in one line. */
    String about();

    /** Runs it and prints what it reaches, beside what can be reached. */
    void run(Arguments arguments) throws IOException;

    /** Whether it reads a folder of data. */
    default boolean readsData() {
        return false;
    }

    /** All there are, in the order in which they are best read. */
    static ImmutableList<Example> all() {
        return ImmutableList.of(
                new Helmholtz(),
                new BarsSideBySide(),
                new GaussianLatents(),
                new Mixture(),
                new Grammar(),
                new Compilation(),
                new Hierarchy(),
                new Autoregressive(),
                new Sensitivity(),
                new SbnMnist(),
                new OwnLayer(),
                new OwnOp(),
                new OwnDistribution());
    }
}

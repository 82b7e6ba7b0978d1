package org.hypnos.examples.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hypnos.core.inference.NearestName;

/** How grey images become black and white. */
enum Binarize {
    /** Not at all: they are refused. */
    NONE,
    /** Each pixel is drawn once, with its grey as the probability of 1. */
    FIXED,
    /** Training draws each pixel anew in each epoch; elsewhere it is drawn once. */
    EPOCH;

    static Binarize named(String name) {
        List<String> names = Arrays.stream(values()).map(Binarize::toString).toList();
        if (!names.contains(name)) {
            throw new Slip("--binarize " + name + ": there is no such way; " + NearestName.suggestion(name, names));
        }
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.hypnos.inference.rws;

import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.OptionSet;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Programs;

/** Makes {@link ReweightedWakeSleep}, as {@code rws}. */
public final class ReweightedWakeSleepProvider implements InferenceProvider {
    @Override
    public String id() {
        return "rws";
    }

    @Override
    public String description() {
        return "reweighted wake-sleep: draws of the guide weighted by importance (Bornschein and Bengio 2015)";
    }

    @Override
    public OptionSet options() {
        return Settings.OPTIONS;
    }

    @Override
    public InferenceAlgorithm create(Programs programs, Options options) {
        return new ReweightedWakeSleep(programs, Settings.of(options));
    }
}

package org.hypnos.inference.ws;

import java.util.Locale;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Option;
import org.hypnos.core.inference.OptionSet;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Programs;

/** Makes {@link WakeSleep}, as {@code ws}. */
public final class WakeSleepProvider implements InferenceProvider {
    private static final System.Logger LOG = System.getLogger(WakeSleepProvider.class.getName());

    @Override
    public String id() {
        return "ws";
    }

    @Override
    public String description() {
        return "wake-sleep: each program learns from the other's draws (Hinton et al. 1995)";
    }

    @Override
    public OptionSet options() {
        return OptionSet.of(
                Option.wholeNumber("samples", 1, 1, "draws for each datum"),
                Option.choice("phaseQ", "where the guide learns: from dreams, or from its own draws", "sleep", "wake"),
                Option.wholeNumber("wakeEvery", 1, 1, "the steps from one wake phase to the next"),
                Option.wholeNumber("sleepEvery", 1, 1, "the steps from one sleep phase to the next"));
    }

    @Override
    public InferenceAlgorithm create(Programs programs, Options options) {
        WakeSleep.PhaseQ phaseQ =
                WakeSleep.PhaseQ.valueOf(options.word("phaseQ").toUpperCase(Locale.ROOT));
        if (phaseQ == WakeSleep.PhaseQ.WAKE) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "phaseQ = wake: the expectation of grad log q under q is zero, so the guide learns nothing");
        }
        return new WakeSleep(
                programs,
                options.wholeNumber("samples"),
                phaseQ,
                options.wholeNumber("wakeEvery"),
                options.wholeNumber("sleepEvery"));
    }
}

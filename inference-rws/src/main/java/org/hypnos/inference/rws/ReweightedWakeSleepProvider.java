package org.hypnos.inference.rws;

import org.hypnos.core.Program;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.InferenceProvider;
import org.hypnos.core.inference.Option;
import org.hypnos.core.inference.OptionSet;
import org.hypnos.core.inference.Options;

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
        return OptionSet.of(
                Option.wholeNumber("particles", 2, 1, "draws for each datum; at least 2 unless insomnia is 0"),
                Option.number("insomnia", 1, 0, 1, "the wake phase's share in the guide's loss"),
                Option.wholeNumber("sleepParticles", 0, 0, "dreams for each datum; 0 for as many as particles"));
    }

    @Override
    public InferenceAlgorithm create(Program model, Program guide, Options options) {
        int particles = options.wholeNumber("particles");
        int dreams = options.wholeNumber("sleepParticles");
        return new ReweightedWakeSleep(
                model, guide, particles, options.number("insomnia"), dreams == 0 ? particles : dreams);
    }
}

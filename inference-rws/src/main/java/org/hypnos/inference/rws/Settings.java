package org.hypnos.inference.rws;

import static com.google.common.base.Preconditions.checkArgument;

import org.hypnos.core.inference.Option;
import org.hypnos.core.inference.OptionSet;
import org.hypnos.core.inference.Options;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Schedule;

/**
 * What can be set of reweighted wake-sleep.
 *
 * @param particles K, the number of draws for each datum
 * @param insomnia the share of the wake phase in the guide's loss, from 0 to 1, by step; the sleep phase has the rest
 * @param sleepParticles the number of dreams for each datum
 * @param sleepEvery the steps from one sleep phase to the next
 * @param modelHasParameters whether the model learns
 * @param joint whether a particle has one weight for all data, which global sites need
 * @param defensive delta, the probability of a draw by the defensive program
 * @param vectorize whether particles and data run together, as far as they take one way
 */
public record Settings(
        int particles,
        Schedule insomnia,
        int sleepParticles,
        int sleepEvery,
        boolean modelHasParameters,
        boolean joint,
        double defensive,
        boolean vectorize) {
    static final OptionSet OPTIONS = OptionSet.of(
            Option.wholeNumber("particles", 2, 1, "draws for each datum; at least 2 unless insomnia is 0"),
            Option.schedule("insomnia", 1, 0, 1, "the wake phase's share in the guide's loss"),
            Option.wholeNumber("sleepParticles", 0, 0, "dreams for each datum; 0 for as many as particles"),
            Option.wholeNumber("sleepEvery", 1, 1, "the steps from one sleep phase to the next"),
            Option.flag("modelHasParameters", true, "false for a fixed model: with insomnia 0, inference compilation"),
            Option.choice("weights", "of each datum by itself, or one for all data", "per_datum", "joint"),
            Option.number("defensive", 0, 0, 0.999999, "the probability of a draw by the defensive program"),
            Option.flag("vectorize", true, "false runs the programs once for each particle and datum"));

    /**
     * Refuses numbers out of range, and a single particle where the wake phase shall teach the guide.
     *
     * @param particles at least 1; at least 2 unless {@code insomnia} is always 0
     * @param insomnia with known bounds between 0 and 1
     * @param sleepParticles at least 1
     * @param sleepEvery at least 1
     * @param modelHasParameters false for a fixed model
     * @param joint false for a weight of each datum
     * @param defensive from 0 to less than 1; 0 for no defence
     * @param vectorize false to run the programs once for each particle and datum
     */
    public Settings {
        checkArgument(particles > 0 && sleepParticles > 0, "there must be at least one particle and one dream");
        checkArgument(sleepEvery > 0, "sleepEvery must be at least 1, found %s", sleepEvery);
        checkArgument(insomnia.least() >= 0 && insomnia.most() <= 1, "insomnia must be in [0, 1], found %s", insomnia);
        checkArgument(defensive >= 0 && defensive < 1, "defensive must be in [0, 1), found %s", defensive);
        checkArgument(
                particles > 1 || insomnia.most() == 0,
                "particles = 1 with insomnia = %s: the weight of a single particle is always 1 and the expectation of"
                        + " grad log q under q is zero, so the guide would learn nothing;"
                        + " use particles of 2 or more, or insomnia = 0",
                insomnia);
    }

    /**
     * {@return settings with weights of each datum, {@code sleepEvery} 1, a model that learns, no defence, vectorised}
     *
     * @param particles K, at least 1; at least 2 unless {@code insomnia} is 0
     * @param insomnia the wake phase's share in the guide's loss, from 0 to 1, the same in all steps
     * @param sleepParticles dreams for each datum, at least 1
     */
    public static Settings of(int particles, double insomnia, int sleepParticles) {
        return new Settings(particles, Schedule.constant(insomnia), sleepParticles, 1, true, false, 0, true);
    }

    static Settings of(Options options) {
        int particles = options.wholeNumber("particles");
        int dreams = options.wholeNumber("sleepParticles");
        return new Settings(
                particles,
                options.schedule("insomnia"),
                dreams == 0 ? particles : dreams,
                options.wholeNumber("sleepEvery"),
                options.flag("modelHasParameters"),
                options.word("weights").equals("joint"),
                options.number("defensive"),
                options.flag("vectorize"));
    }

    void check(Programs programs) {
        checkArgument(
                defensive > 0 || programs.defensive().isEmpty(),
                "there is a defensive program, which is never run since defensive = 0; give the share of its draws");
    }
}

package org.hypnos.distributions;

import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;

/** Logarithms of draws of a gamma distribution of rate 1, which do not underflow however small its concentration is. */
final class LogGammaDraw {
    private LogGammaDraw() {}

    /** For a concentration below 1, x of one that is greater by 1 gives x u^(1 / concentration), with a uniform u. */
    static DoubleSupplier of(UniformRandomProvider random, double concentration) {
        boolean small = concentration < 1;
        ContinuousSampler draws =
                AhrensDieterMarsagliaTsangGammaSampler.of(random, small ? concentration + 1 : concentration, 1);
        return small
                ? () -> StrictMath.log(draws.sample()) + StrictMath.log(1 - random.nextDouble()) / concentration
                : () -> StrictMath.log(draws.sample());
    }
}

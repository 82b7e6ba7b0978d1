package org.hypnos.examples.networks;

import java.util.Locale;
import org.hypnos.autodiff.layers.Linear;
import org.hypnos.distributions.layers.AutoregressiveSigmoidBelief;
import org.hypnos.distributions.layers.DeepSigmoidBelief;
import org.hypnos.distributions.layers.Layer;
import org.hypnos.distributions.layers.Nade;
import org.hypnos.distributions.layers.SigmoidBelief;
import org.hypnos.distributions.layers.TopLayer;

/** The kinds of binary layers in Bornschein and Bengio 2015, "Reweighted wake-sleep", table 1. */
public enum LayerKind {
    /** Units that are independent given the layer above. */
    SBN,
    /** The same behind a deterministic layer of tanh units. */
    DSBN,
    /** Units that also depend on those before them, by a logistic regression. */
    DARN,
    /** Units that also depend on those before them, through hidden units. */
    NADE;

    /** As many units inside a layer as in the code published with the paper. */
    Layer layer(Linear.Maker maker, String name, int above, int units) {
        int least = Math.min(above, units);
        return switch (this) {
            case SBN -> SigmoidBelief.create(maker, name, above, units);
            case DSBN -> DeepSigmoidBelief.create(maker, name, above, Math.multiplyExact(2, least), units);
            case DARN -> AutoregressiveSigmoidBelief.create(maker, name, above, units);
            case NADE -> Nade.create(maker, name, above, least, units);
        };
    }

    /** A layer with nothing above it, where a deterministic layer would be constant. */
    TopLayer top(Linear.Maker maker, String name, int units) {
        return switch (this) {
            case SBN, DSBN -> SigmoidBelief.Top.create(maker, name, units);
            case DARN -> AutoregressiveSigmoidBelief.Top.create(maker, name, units);
            case NADE -> Nade.Top.create(maker, name, units, units);
        };
    }

    /** The name that people write. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

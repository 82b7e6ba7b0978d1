package org.hypnos.examples.networks;

import java.util.Locale;

/** What the top layer of a network is made of; all layers below it are binary. */
public enum Latent {
    /** Units of the model's and the guide's kind of layer. */
    BINARY,
    /** Real units, standard normal in the model, and independent and normal given the layer below in the guide. */
    GAUSSIAN;

    /** The name that people write. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

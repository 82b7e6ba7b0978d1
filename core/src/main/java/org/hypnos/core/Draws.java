package org.hypnos.core;

import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** Where the values come from that a run gives to sites for which it has none. */
public interface Draws {
    /**
     * {@return a value for each cell of a run, or, at a global site, for each particle; of shape {@code sampleShape}
     * and the distribution's batch and event shape, and a constant, unless these draws are pathwise}
     *
     * @param site the site's name
     * @param distribution what the site draws from
     * @param sampleShape the axes in front of the distribution's batch: independent draws of all of it
     * @param cells the particles and data that need a value
     * @param global whether all data share the value
     */
    Tensor draw(String site, Distribution distribution, Shape sampleShape, Cells cells, boolean global);

    /** {@return the same draws, as functions of the distribution's parameters wherever it can be reparameterised} */
    Draws pathwise();
}

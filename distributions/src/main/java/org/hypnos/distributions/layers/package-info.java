/**
 * Layers of conditional distributions, the building blocks of Helmholtz machines: small records of parameters that make a
 * distribution over a vector of units.
 *
 * <p>A {@link org.hypnos.distributions.layers.Layer} makes it from the layer above (in a guide: below), a {@link
 * org.hypnos.distributions.layers.TopLayer} from nothing. Read {@link org.hypnos.distributions.layers.SigmoidBelief} and
 * {@link org.hypnos.distributions.layers.DeepSigmoidBelief}, whose units are independent, then {@link
 * org.hypnos.distributions.layers.AutoregressiveSigmoidBelief} and {@link org.hypnos.distributions.layers.Nade}, whose
 * units depend on those before them through the distributions {@link
 * org.hypnos.distributions.layers.AutoregressiveBernoulli} and {@link
 * org.hypnos.distributions.layers.NeuralAutoregressiveBernoulli}. {@link org.hypnos.distributions.layers.DiagonalGaussian} and
 * {@link org.hypnos.distributions.layers.FullGaussian} have real units. The first four are those of Bornschein and Bengio 2015,
 * "Reweighted wake-sleep".
 */
@CheckReturnValue
@NullMarked
package org.hypnos.distributions.layers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

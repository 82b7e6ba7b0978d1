/**
 * Distributions, one small record each.
 *
 * <p>Read {@link org.hypnos.distributions.Distribution} first: it has the words for shapes. {@link
 * org.hypnos.distributions.Reparameterized} draws are differentiable; {@link org.hypnos.distributions.Independent} reads
 * batch axes as one event; {@link org.hypnos.distributions.Support} says what can be drawn. {@link org.hypnos.distributions.Univariate} and {@link
 * org.hypnos.distributions.LocationScale} have what distributions of single numbers share. Distributions are made of others by
 * {@link org.hypnos.distributions.Masked}, {@link org.hypnos.distributions.TransformedDistribution} (with a {@link
 * org.hypnos.distributions.Transform}) and {@link org.hypnos.distributions.MixtureSameFamily}. Trained layers of them are in
 * {@code org.hypnos.distributions.layers}.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.distributions;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

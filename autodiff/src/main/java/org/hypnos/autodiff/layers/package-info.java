/**
 * What networks are made of: small records of parameters, and how parameters begin.
 *
 * <p>Read {@link org.hypnos.autodiff.layers.Initializer}, then {@link org.hypnos.autodiff.layers.Linear} and {@link
 * org.hypnos.autodiff.layers.Mlp}.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.autodiff.layers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * Programs: generative models and the guides that guess their causes.
 *
 * <p>A {@link org.hypnos.core.Program} draws values at named sites through its {@link org.hypnos.core.Context}. A {@link
 * org.hypnos.core.Tracer} runs it, drawing what it is not given, and returns a {@link org.hypnos.core.Trace} that knows
 * every site's value and log-probability. Parameters live in a {@link org.hypnos.core.ParameterStore}.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

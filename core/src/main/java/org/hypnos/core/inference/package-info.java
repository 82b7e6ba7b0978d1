/**
 * What an inference plugin is: a loss, not a loop.
 *
 * <p>An {@link org.hypnos.core.inference.InferenceProvider}, found by {@link java.util.ServiceLoader}, makes an {@link
 * org.hypnos.core.inference.InferenceAlgorithm}, which is a list of {@link org.hypnos.core.inference.Phase phases}. The
 * {@link org.hypnos.core.inference.Objective} of a phase gives each datum's {@link org.hypnos.core.inference.Losses}.
 * {@link org.hypnos.core.inference.Inference} looks algorithms up.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core.inference;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

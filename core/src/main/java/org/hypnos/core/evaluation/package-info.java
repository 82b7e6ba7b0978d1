/**
 * Numbers about a trained model that cannot be mistaken for one another: each is a type of its own.
 *
 * <p>{@link org.hypnos.core.evaluation.ExactNll} enumerates all causes; {@link
 * org.hypnos.core.evaluation.ImportanceNll} estimates by the guide's draws.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core.evaluation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * What algorithms' gradients are worth, where everything about two programs can be enumerated.
 *
 * <p>Begin with {@link org.hypnos.core.audit.Audit}, which prints itself. Inside, a {@link org.hypnos.core.audit.Subject}
 * is what is run, {@link org.hypnos.core.audit.ListedDraws} give it values instead of drawing them, {@link
 * org.hypnos.core.audit.Tuples} know all values there are, and an {@link org.hypnos.core.audit.Expectation} adds up the
 * gradients.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

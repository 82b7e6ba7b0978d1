/**
 * Runs that are watched, stopped and resumed: a training with a folder.
 *
 * <p>A {@link org.hypnos.core.run.RunFiles} says what stands where; {@link org.hypnos.core.run.RunLoop} takes the steps,
 * measures, and leaves {@link org.hypnos.core.run.Checkpoints}; listeners such as {@link org.hypnos.core.run.MetricsLog}
 * and {@link org.hypnos.core.run.EarlyStopping} are {@link org.hypnos.core.run.SavedListener}s, whose states stand in each
 * {@link org.hypnos.core.run.Checkpoint}, so that a resumed run goes on as if nothing had happened.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core.run;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

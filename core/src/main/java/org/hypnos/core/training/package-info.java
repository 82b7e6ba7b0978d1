/**
 * The loop: data, gradients, optimizer.
 *
 * <p>A {@link org.hypnos.core.training.Dataset} gives batches; {@link org.hypnos.core.training.Training} cuts each into
 * shards, runs the phases that are due, and steps the {@link org.hypnos.core.training.Optimizer} of each side; {@link
 * org.hypnos.core.training.StepReport} tells what happened, to the {@link org.hypnos.core.training.TrainingListener} of a
 * run. {@link org.hypnos.core.training.RegularizationLosses} belong to one training.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core.training;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * Tensors with reverse-mode gradients.
 *
 * <p>Read {@link org.hypnos.autodiff.Shape}, whose axes may carry names ({@link org.hypnos.autodiff.Axis}), and {@link
 * org.hypnos.autodiff.Tensor} first, then {@link
 * org.hypnos.autodiff.Op}, which is what a primitive is, and {@link org.hypnos.autodiff.Tape}, which records
 * primitives and runs them backwards. {@link org.hypnos.autodiff.Primitives} is the table of all there are. {@link
 * org.hypnos.autodiff.Parameter} is the one number that changes; {@link org.hypnos.autodiff.Workspace} is where the
 * arrays of a training step come from; {@link org.hypnos.autodiff.RandomStream} is where draws come from, {@link
 * org.hypnos.autodiff.Autoregressive} draws units one after the other. {@link
 * org.hypnos.autodiff.GradientCheck} compares a gradient with finite differences.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.autodiff;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

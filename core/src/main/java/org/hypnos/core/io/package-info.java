/**
 * Files, and data that are read or made.
 *
 * <p>{@link org.hypnos.core.io.AtomicFile} is how every file is written. {@link org.hypnos.core.io.Idx} has images, {@link
 * org.hypnos.core.io.Npy} and {@link org.hypnos.core.io.Npz} numpy's arrays, {@link org.hypnos.core.io.SafeTensors} keeps
 * parameters, and {@link org.hypnos.core.io.EventFile} is what TensorBoard shows; {@link org.hypnos.core.io.Bars}, {@link
 * org.hypnos.core.io.HelmholtzMachine} and {@link org.hypnos.core.io.Digits} are data sets that need no file.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core.io;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * The benchmarks' steps by DJL and PyTorch, for {@code ./run bench-djl}: written for speed as a good user would, with
 * autograd, a vectorised particle axis and each result freed with its step.
 *
 * <p>Read {@link org.hypnos.examples.benchmarks.djl.TorchNetwork}, then the steps, then {@link
 * org.hypnos.examples.benchmarks.djl.Comparison}.
 */
@NullMarked
package org.hypnos.examples.benchmarks.djl;

import org.jspecify.annotations.NullMarked;

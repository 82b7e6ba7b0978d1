/**
 * What authors test their own with.
 *
 * <p>Extend {@link org.hypnos.testkit.OpLaws} for a primitive and {@link org.hypnos.testkit.DistributionLaws} for a
 * distribution; {@link org.hypnos.testkit.TensorArbitraries} has the shapes and tensors. The laws of distributions stand by
 * theme in the interfaces that {@code DistributionLaws} extends, from {@link org.hypnos.testkit.NormalizationLaws} on, each
 * checked on a {@link org.hypnos.testkit.Trial} of a {@link org.hypnos.testkit.DistributionCase}.
 *
 * <p>Extend {@link org.hypnos.testkit.InferencePluginContract} for an inference plugin, whose gradients are compared with a
 * {@link org.hypnos.testkit.Goal}, and {@link org.hypnos.testkit.ProgramGradientProperties} for a model and its guide.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/**
 * What authors test their own with.
 *
 * <p>Extend {@link org.hypnos.testkit.OpLaws} for a primitive and {@link org.hypnos.testkit.DistributionLaws} for a
 * distribution; {@link org.hypnos.testkit.TensorArbitraries} has the shapes and tensors.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

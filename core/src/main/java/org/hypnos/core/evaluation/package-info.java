/**
 * Numbers about a trained model that cannot be mistaken for one another: each is a type of its own.
 *
 * <p>{@link org.hypnos.core.evaluation.ExactNll} enumerates all causes. {@link
 * org.hypnos.core.evaluation.ImportanceSampling} says which draws of the guide's are made and weighed; from them come {@link
 * org.hypnos.core.evaluation.ImportanceNll}, {@link org.hypnos.core.evaluation.Elbo}, {@link
 * org.hypnos.core.evaluation.PosteriorExpectation} and {@link org.hypnos.core.evaluation.SiteDivergences}, and how far they can
 * be trusted: {@link org.hypnos.core.evaluation.EffectiveSampleSize} and {@link org.hypnos.core.evaluation.ParetoShape}.
 * {@link org.hypnos.core.evaluation.ReconstructionCrossEntropy} and {@link org.hypnos.core.evaluation.Reconstruction} draw
 * nothing; {@link org.hypnos.core.evaluation.DreamLoss} needs no data.
 */
@CheckReturnValue
@NullMarked
package org.hypnos.core.evaluation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

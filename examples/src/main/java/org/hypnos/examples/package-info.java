/**
 * The command line and a gallery of models.
 *
 * <p>{@link org.hypnos.examples.Hypnos} starts a command; {@link org.hypnos.examples.TrainCommand} is the one to read
 * first, and {@link org.hypnos.examples.SigmoidBeliefNetwork} the model that it trains.
 */
@NullMarked
package org.hypnos.examples;

import org.jspecify.annotations.NullMarked;

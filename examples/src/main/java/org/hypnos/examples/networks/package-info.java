/**
 * Models and guides of layers of hidden units, which the command line trains.
 *
 * <p>{@link org.hypnos.examples.networks.SigmoidBeliefNetwork} is the one to read first.
 */
@NullMarked
package org.hypnos.examples.networks;

import org.jspecify.annotations.NullMarked;

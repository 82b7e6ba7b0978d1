/**
 * Models and guides of layers of hidden units, which the command line trains.
 *
 * <p>{@link org.hypnos.examples.networks.Networks} is the one to read first; {@link
 * org.hypnos.examples.networks.NetworkPlan} says what it can make.
 */
@NullMarked
package org.hypnos.examples.networks;

import org.jspecify.annotations.NullMarked;

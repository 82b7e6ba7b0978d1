/**
 * A gallery of models, one file each.
 *
 * <p>{@link org.hypnos.examples.FirstModel} is the one to read first; then come those that {@link
 * org.hypnos.examples.Example#all} lists, in that order. The other packages: the networks that the command line offers, the
 * commands themselves, reports of runs, studies and benchmarks.
 */
@NullMarked
package org.hypnos.examples;

import org.jspecify.annotations.NullMarked;

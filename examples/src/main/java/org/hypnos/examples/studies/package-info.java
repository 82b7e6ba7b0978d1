/**
 * Experiments over seeds and settings, whose pages of results stand in {@code docs/results}.
 *
 * <p>{@link org.hypnos.examples.studies.Study} says what one is, {@link org.hypnos.examples.studies.BarsStudy} is the one to
 * read first.
 */
@NullMarked
package org.hypnos.examples.studies;

import org.jspecify.annotations.NullMarked;

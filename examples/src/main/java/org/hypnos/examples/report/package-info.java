/**
 * What a run left behind, read again, and the page that shows it.
 *
 * <p>{@link org.hypnos.examples.report.Report} is the one to read first; {@link org.hypnos.examples.report.RunRecord} reads.
 */
@NullMarked
package org.hypnos.examples.report;

import org.jspecify.annotations.NullMarked;

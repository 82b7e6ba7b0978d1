/** Benchmarks, for {@code ./run bench}; each says what it counts. */
@NullMarked
package org.hypnos.examples.benchmarks;

import org.jspecify.annotations.NullMarked;

/** Reweighted wake-sleep: {@link org.hypnos.inference.rws.ReweightedWakeSleep} has the losses. */
@CheckReturnValue
@NullMarked
package org.hypnos.inference.rws;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

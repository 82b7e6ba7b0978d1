/** Wake-sleep: {@link org.hypnos.inference.ws.WakeSleep} has the losses. */
@CheckReturnValue
@NullMarked
package org.hypnos.inference.ws;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

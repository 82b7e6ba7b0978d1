package org.hypnos.core.training;

/** Whether this machine multiplies and adds in one instruction; without it every product takes microseconds. */
final class FusedMultiplyAdd {
    private static final int CALLS = 2_000;
    private static final long SLOW_NANOSECONDS_A_CALL = 400;

    private FusedMultiplyAdd() {}

    static void require() {
        long best = Long.MAX_VALUE;
        for (int trial = 0; trial < 20; trial++) {
            long start = System.nanoTime();
            double sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum = Math.fma(sum, 0.5, i);
            }
            long time = System.nanoTime() - start;
            best = Double.isNaN(sum) ? best : Math.min(best, time);
        }
        if (best > CALLS * SLOW_NANOSECONDS_A_CALL) {
            throw new IllegalStateException("this machine or JVM has no fused multiply-add instruction (Math.fma takes "
                    + best / CALLS + " ns): training would take a thousand times as long, so it is refused;"
                    + " use a processor with FMA3 or NEON, and do not pass -XX:-UseFMA");
        }
    }
}

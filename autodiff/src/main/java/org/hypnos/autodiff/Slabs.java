package org.hypnos.autodiff;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.hypnos.autodiff.internal.kernels.Kernels;

/**
 * Large arrays for what products read over and over, aligned to cache lines. No field says where an array lies in memory,
 * but one of this size is never moved by the G1 collector and begins at the start of a region; elsewhere products are
 * slower, not wrong.
 */
final class Slabs {
    private static final int LENGTH = 1 << 21; // 8 MiB of FLOAT32
    private static final int LINE = 16;

    private final Kernels<Object> kernels;
    private final Queue<Object> idle = new ConcurrentLinkedQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private Object shared;
    private int taken;

    /** A part of a slab, from index {@code at} on. */
    record Part(Object array, int at) {}

    Slabs(Kernels<Object> kernels) {
        this.kernels = kernels;
        this.shared = kernels.allocate(0);
    }

    /** A slab of at least {@code length} numbers with arbitrary content, until {@link #giveBack}. */
    Object take(int length) {
        Object slab = idle.poll();
        return slab != null && kernels.length(slab) >= length ? slab : allocate(length);
    }

    private Object allocate(int length) {
        int n = Math.max(LENGTH, length);
        numbers.addAndGet(n);
        return kernels.allocate(n);
    }

    /** How many numbers all slabs have together. */
    long numbers() {
        return numbers.get();
    }

    void giveBack(Object slab) {
        idle.add(slab);
    }

    /** {@code length} numbers that begin at a cache line, for as long as the caller likes. */
    synchronized Part keep(int length) {
        if (taken + length > kernels.length(shared)) {
            taken = kernels.firstAligned();
            shared = allocate(taken + length);
        }
        Part part = new Part(shared, taken);
        taken += (length + LINE - 1) / LINE * LINE;
        return part;
    }
}

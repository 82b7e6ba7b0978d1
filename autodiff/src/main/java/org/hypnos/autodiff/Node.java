package org.hypnos.autodiff;

import org.jspecify.annotations.Nullable;

/** How a recorded tensor came to be, and what has arrived there of a gradient on its way back. */
class Node {
    private final Tape tape;
    private final @Nullable Op op;
    private final Tensor[] in;
    private final @Nullable Tensor previous;
    private @Nullable Tensor whole;
    private @Nullable ScaledRows scaled;
    private boolean marked;

    /**
     * The node of a result.
     *
     * @param op what computed it; null for what is watched
     * @param previous what the tape recorded before it; null if it is the first
     */
    Node(Tape tape, @Nullable Op op, @Nullable Tensor previous, Tensor... in) {
        this.tape = tape;
        this.op = op;
        this.in = in;
        this.previous = previous;
    }

    /** The node of what is watched: {@code number} counts those of a tape. */
    static final class Leaf extends Node {
        private static final Tensor[] NONE = {};
        private final int number;

        Leaf(Tape tape, @Nullable Tensor previous, int number) {
            super(tape, null, previous, NONE);
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    Tape tape() {
        return tape;
    }

    /** Null for a leaf. */
    @Nullable
    Op op() {
        return op;
    }

    Tensor[] in() {
        return in;
    }

    @Nullable
    Tensor previous() {
        return previous;
    }

    /** Whether anything has arrived. */
    boolean isReached() {
        return whole != null || scaled != null;
    }

    /** Adds {@code gradient} to what has arrived. */
    void arrive(Tensor gradient) {
        whole = isReached() ? whole().add(gradient) : gradient;
    }

    /** Lets a gradient arrive as rows with a factor each, where nothing else has arrived. */
    void arrive(ScaledRows rows) {
        scaled = rows;
    }

    /** What arrived, multiplied out. */
    Tensor whole() {
        if (scaled != null) {
            whole = scaled.value();
            scaled = null;
        }
        return whole;
    }

    /** What arrived, as rows with a factor each if it did so. */
    ScaledRows rows() {
        return scaled != null ? scaled : new ScaledRows(null, whole);
    }

    void forget() {
        whole = null;
        scaled = null;
    }

    /** Sets a mark for a walk over the tape. */
    void mark() {
        marked = true;
    }

    /** Whether there was a mark, which is taken away. */
    boolean unmark() {
        boolean was = marked;
        marked = false;
        return was;
    }
}

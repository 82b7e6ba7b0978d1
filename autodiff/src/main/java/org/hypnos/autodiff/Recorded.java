package org.hypnos.autodiff;

import org.jspecify.annotations.Nullable;

/** A tensor that a tape recorded; it knows the one that was recorded before it. */
abstract sealed class Recorded extends Tensor {
    private final Tape tape;
    private final @Nullable Recorded previous;
    private boolean marked;

    private Recorded(
            Shape shape, Object array, Scope scope, @Nullable Content content, Tape tape, @Nullable Recorded previous) {
        super(shape, array, scope, content);
        this.tape = tape;
        this.previous = previous;
    }

    @Override
    Tape tape() {
        return tape;
    }

    /** Null for the first. */
    @Nullable
    Recorded previous() {
        return previous;
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

    /** What is watched: a parameter, or another independent variable. */
    static final class Watched extends Recorded {
        private final int number;

        /** Watched tensor {@code number} of {@code tape}, which shows the numbers of {@code of}. */
        Watched(Tensor of, Scope scope, @Nullable Content content, Tape tape, @Nullable Recorded previous, int number) {
            super(of.shape(), of.array(), scope, content, tape, previous);
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** What was computed from others, and what has arrived of a gradient on its way back. */
    static final class Computed extends Recorded {
        private final Op op;
        private final Tensor[] in;
        private @Nullable Tensor whole;
        private @Nullable ScaledRows scaled;

        Computed(
                Shape shape,
                Object array,
                Scope scope,
                @Nullable Content content,
                Tape tape,
                @Nullable Recorded previous,
                Op op,
                Tensor... in) {
            super(shape, array, scope, content, tape, previous);
            this.op = op;
            this.in = in;
        }

        Op op() {
            return op;
        }

        Tensor[] in() {
            return in;
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
    }
}

package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkState;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run numbered tasks; the caller's is one of them.
 *
 * <p>Steps of small models last some ten microseconds, about as long as it takes to wake a thread. So whoever waits looks
 * out for a while before it parks, and nobody waits for a thread that is still waking up: its tasks are done by others.
 */
public final class Workers implements AutoCloseable {
    private static final long LOOK_OUT_NANOS = 30_000;

    private final int threads;
    private final List<Thread> others;
    private volatile @Nullable Round round; // the newest
    private volatile boolean closed;

    /**
     * Workers that wait for tasks until they are closed.
     *
     * @param threads how many run tasks at a time, the caller's included
     */
    public Workers(int threads) {
        this.threads = threads;
        this.others = IntStream.range(1, threads).mapToObj(this::start).toList();
    }

    private Thread start(int number) {
        Thread thread = new Thread(this::work, "hypnos-worker-" + number);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * Runs numbered tasks and returns when all have ended; of failures, throws the lowest task's.
     *
     * @param tasks how many there are
     * @param task what to do for each number from 0 to {@code tasks}, exclusive, on any of the threads
     */
    public void run(int tasks, IntConsumer task) {
        checkState(!closed, "these workers have been closed");
        Round own = new Round(tasks, task);
        if (Math.min(threads, tasks) > 1) {
            round = own;
            others.forEach(LockSupport::unpark);
        }
        own.share();
        own.awaitEnd();
    }

    private void work() {
        Round last = null;
        while (!closed) {
            Round known = last;
            lookOutFor(() -> round != known || closed);
            last = round;
            if (last != null && last != known) {
                last.share();
            }
        }
    }

    /** Returns when {@code event} has happened; whoever makes it happen unparks this thread. */
    private static void lookOutFor(BooleanSupplier event) {
        long start = System.nanoTime();
        while (!event.getAsBoolean()) {
            if (System.nanoTime() - start < LOOK_OUT_NANOS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        others.forEach(LockSupport::unpark);
    }

    /** The tasks of one call. */
    private static final class Round {
        private final Thread caller = Thread.currentThread();
        private final int tasks;
        private final IntConsumer task;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private final @Nullable Throwable[] failures;

        Round(int tasks, IntConsumer task) {
            this.tasks = tasks;
            this.task = task;
            this.failures = new Throwable[tasks];
        }

        /** Runs tasks until all have been begun. */
        void share() {
            for (int i = begun.getAndIncrement(); i < tasks; i = begun.getAndIncrement()) {
                try {
                    task.accept(i);
                } catch (RuntimeException | Error e) {
                    failures[i] = e;
                }
                if (ended.incrementAndGet() == tasks) {
                    LockSupport.unpark(caller);
                }
            }
        }

        void awaitEnd() {
            boolean interrupted = false;
            while (ended.get() < tasks) {
                interrupted |= Thread.interrupted(); // the tasks share memory with the caller, who may not leave them
                lookOutFor(() -> ended.get() == tasks || caller.isInterrupted());
            }
            if (interrupted) {
                caller.interrupt();
            }
            for (Throwable failure : failures) {
                if (failure instanceof Error error) {
                    throw error;
                } else if (failure instanceof RuntimeException exception) {
                    throw exception;
                }
            }
        }
    }
}

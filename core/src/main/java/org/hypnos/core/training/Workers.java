package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkState;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Threads that run numbered tasks; the caller's is one of them. */
public final class Workers implements AutoCloseable {
    private final int threads;
    private final ExecutorService others;

    public Workers(int threads) {
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        this.others = Executors.newCachedThreadPool(body -> {
            Thread thread = new Thread(body, "hypnos-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs tasks 0, ..., {@code tasks} - 1 and returns when all have ended; of failures, throws the lowest task's. */
    public void run(int tasks, IntConsumer task) {
        checkState(!others.isShutdown(), "these workers have been closed");
        AtomicInteger next = new AtomicInteger();
        @Nullable Throwable[] failures = new Throwable[tasks];
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                try {
                    task.accept(i);
                } catch (RuntimeException | Error e) {
                    failures[i] = e;
                }
            }
        };
        int helpers = Math.min(threads, tasks) - 1;
        CountDownLatch ended = new CountDownLatch(Math.max(0, helpers));
        for (int i = 0; i < helpers; i++) {
            others.execute(() -> {
                share.run();
                ended.countDown();
            });
        }
        share.run();
        await(ended);
        for (Throwable failure : failures) {
            if (failure instanceof Error error) {
                throw error;
            } else if (failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    private static void await(CountDownLatch ended) {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the tasks share memory with the caller, who may not go on before they end
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}

package org.hypnos.core.run;

import java.util.concurrent.CountDownLatch;

/**
 * The wish that a run stop after its step, which Ctrl-C and SIGTERM express too. While one is open, a program that is told
 * to end waits until it is closed, so that the run has the time for a checkpoint.
 */
public final class StopRequest implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::askAndWait, "stop request");
    private volatile boolean asked;

    private StopRequest() {}

    /** {@return a request that nobody has made yet; to be closed when the run has left its checkpoint} */
    public static StopRequest open() {
        StopRequest request = new StopRequest();
        Runtime.getRuntime().addShutdownHook(request.atExit);
        return request;
    }

    /** Asks the run to stop after its step; any thread may. */
    public void ask() {
        asked = true;
    }

    /** {@return whether the run shall stop} */
    public boolean isAsked() {
        return asked;
    }

    private void askAndWait() {
        ask();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            asked = true; // the program is ending
        }
    }
}

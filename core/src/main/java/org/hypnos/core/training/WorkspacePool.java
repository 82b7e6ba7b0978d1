package org.hypnos.core.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Workspace;

/** Workspaces for tasks on several threads: as many as run at a time, each used by one task after the other. */
public final class WorkspacePool {
    private final Engine engine;
    private final Deque<Workspace> idle = new ArrayDeque<>();

    /**
     * A pool that makes a workspace whenever all it has are lent.
     *
     * @param engine what computes their tensors
     */
    public WorkspacePool(Engine engine) {
        this.engine = engine;
    }

    /**
     * Lends a workspace for the time of a task.
     *
     * @param task which gets it as the task before left it; one that makes tensors resets it first
     */
    public void lend(Consumer<Workspace> task) {
        Workspace workspace = take();
        task.accept(workspace);
        giveBack(workspace);
    }

    private synchronized Workspace take() {
        return idle.isEmpty() ? new Workspace(engine) : idle.pop();
    }

    private synchronized void giveBack(Workspace workspace) {
        idle.push(workspace);
    }
}

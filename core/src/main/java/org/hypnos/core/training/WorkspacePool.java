package org.hypnos.core.training;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Workspace;

/** Workspaces for tasks on several threads: as many as run at a time, each used by one task after the other. */
public final class WorkspacePool {
    private final Engine engine;
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

    public WorkspacePool(Engine engine) {
        this.engine = engine;
    }

    /** Lends a workspace for the time of {@code task}. */
    public void lend(Consumer<Workspace> task) {
        Workspace found = idle.poll();
        Workspace workspace = found == null ? new Workspace(engine) : found;
        task.accept(workspace);
        idle.add(workspace);
    }
}

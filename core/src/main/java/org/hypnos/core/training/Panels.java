package org.hypnos.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Workspace;

/** Work on gradients and parameters that threads share panel by panel; each panel adds all shards' gradients in order. */
final class Panels {
    private final Workers workers;
    private final WorkspacePool lent;

    Panels(Workers workers, Engine engine) {
        this.workers = workers;
        this.lent = new WorkspacePool(engine);
    }

    private record Panel(Move.Part part, int number) {
        void move(Workspace workspace) {
            part.descent().run(number, workspace);
        }

        double sumOfSquares(Workspace workspace) {
            return part.descent().sumOfSquares(part.gradient(), number, workspace);
        }
    }

    /** The norm of the gradient of all parts together, summed panel after panel. */
    double norm(Iterable<Move.Part> parts) {
        List<Panel> panels = panels(parts);
        double[] squares = new double[panels.size()];
        run(panels.size(), (workspace, i) -> squares[i] = panels.get(i).sumOfSquares(workspace));
        double sum = 0;
        for (double square : squares) {
            sum += square;
        }
        return Math.sqrt(sum);
    }

    /** Moves the parameters of parts that have begun. */
    void move(Iterable<Move.Part> parts) {
        List<Panel> panels = panels(parts);
        run(panels.size(), (workspace, i) -> panels.get(i).move(workspace));
    }

    private static List<Panel> panels(Iterable<Move.Part> parts) {
        List<Panel> panels = new ArrayList<>();
        for (Move.Part part : parts) {
            for (int i = 0; i < part.descent().panels(); i++) {
                panels.add(new Panel(part, i));
            }
        }
        return panels;
    }

    private void run(int count, ObjIntConsumer<Workspace> task) {
        workers.run(count, i -> lent.lend(workspace -> task.accept(workspace, i)));
    }
}

package org.hypnos.core.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Score;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingListener;
import org.hypnos.core.training.TrainingOptions;

/** A run of a small network in a folder, as one process after another would take it up. */
final class SmallRun {
    private static final TrainingOptions OPTIONS =
            TrainingOptions.of(3, 20).withThreads(1).withOptimizer(Optimizer.adamW(0.01, 0.1));

    final RunFiles folder;
    final List<String> warnings = new ArrayList<>();
    private final SmallNetwork network = SmallNetwork.of(DType.FLOAT32, 7, 6, 12);
    private final long steps;
    private final int patience;

    SmallRun(Path folder, long steps, int patience) {
        this.folder = new RunFiles(folder);
        this.steps = steps;
        this.patience = patience;
    }

    /** Goes on until step {@code last} at most, where it is asked to stop, as by Ctrl-C. */
    Ending go(long last) throws IOException {
        try (StopRequest stop = StopRequest.open()) {
            return go(stop, report -> {
                if (report.step() + 1 == last) {
                    stop.ask();
                }
            });
        }
    }

    /** Goes on until {@code last} steps are taken, and then dies without a word, as by SIGKILL. */
    void dieAfter(long last) throws IOException {
        try (StopRequest stop = StopRequest.open()) {
            Ending unused = go(stop, report -> {
                if (report.step() + 1 == last) {
                    throw new UncheckedIOException(new IOException("killed"));
                }
            });
        } catch (UncheckedIOException e) {
            warnings.add(e.getMessage());
        }
    }

    private Ending go(StopRequest stop, TrainingListener listener) throws IOException {
        Tensor logits = Tensor.scalar(DType.FLOAT32, 0.3);
        Dataset data = Dataset.of(ImmutableMap.of("x", RandomStream.of(9).bernoulli(Shape.of(50, 12), logits)));
        try (Training training = new Training(network.wakeSleep(), network.model(), network.guide(), data, OPTIONS);
                MetricsLog metrics = new MetricsLog(
                        folder.metrics(),
                        4,
                        ImmutableList.copyOf(Iterables.concat(
                                network.model().parameters(), network.guide().parameters())),
                        6)) {
            EarlyStopping early = new EarlyStopping("valid", "sum", patience);
            RunPlan plan = new RunPlan(steps, Optional.empty(), 6, 5);
            RunLoop loop = new RunLoop(
                    training, folder.checkpoints(3), plan, this::measure, List.of(metrics, early, listener));
            loop.restore(warnings::add);
            Ending ending = loop.run(stop);
            if (ending != Ending.ASKED) {
                loop.end(measure(training.step()));
            }
            return ending;
        }
    }

    /** Some function of the parameters that goes up and down. */
    private ImmutableList<Score> measure(long step) {
        double sum = network.guide().parameters().asList().get(0).value().sum().item();
        double value = Math.abs(sum - 1);
        return ImmutableList.of(new Score(
                step, "valid", "sum", "exact", OptionalInt.empty(), value, ImmutableMap.of("over_data", 0.5)));
    }

    String digest() {
        return ParameterDigest.sha256(
                network.model().parameters(), network.guide().parameters());
    }
}

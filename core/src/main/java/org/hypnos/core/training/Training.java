package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.stream.Collectors.partitioningBy;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hypnos.autodiff.Descent;
import org.hypnos.autodiff.GradientTerm;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The one loop: shards of a batch, the losses of all phases that are due, gradients, and at most one step for each side.
 *
 * <p>The bits of the parameters depend on seed, batch size and shard size, and on nothing else: not on the number of
 * threads, the engine or the JDK.
 */
public final class Training implements AutoCloseable {
    private final InferenceAlgorithm algorithm;
    private final ParameterStore theta;
    private final ParameterStore phi;
    private final Dataset dataset;
    private final TrainingOptions options;
    private final BatchSampler sampler;
    private final Workers workers;
    private final Workspace own;
    private final WorkspacePool lent;
    private final WeightTally weights = new WeightTally(); // of one step
    private final List<Shard> shards = new ArrayList<>();
    private final List<Descent> thetaDescents = new ArrayList<>();
    private final List<Descent> phiDescents = new ArrayList<>();
    private long step;

    /** The training of {@code model} and {@code guide} by {@code algorithm}, which stands before its first step. */
    public Training(
            InferenceAlgorithm algorithm, Program model, Program guide, Dataset dataset, TrainingOptions options) {
        FusedMultiplyAdd.require();
        this.algorithm = algorithm;
        this.theta = model.parameters();
        this.phi = guide.parameters();
        checkArgument(
                theta.dtype() == phi.dtype(),
                "the model is %s and the guide %s; both need one precision",
                theta.dtype(),
                phi.dtype());
        this.dataset = dataset.to(theta.dtype());
        this.options = options;
        ProgramCheck.run(model, guide, this.dataset, options);
        this.sampler = BatchSampler.of(dataset, options.seed(), options.batchSize());
        this.workers = new Workers(options.threads());
        this.own = new Workspace(options.engine());
        this.lent = new WorkspacePool(options.engine());
        theta.forEach(parameter ->
                thetaDescents.add(new Descent(parameter, options.theta().rule())));
        phi.forEach(parameter ->
                phiDescents.add(new Descent(parameter, options.phi().rule())));
    }

    /** The number of the next step, from 0 on. */
    public long step() {
        return step;
    }

    /** Takes the next step. */
    public StepReport update() {
        int[] rows = sampler.rows(step);
        Map<Boolean, List<Shard.Due>> due = algorithm.phases().stream()
                .filter(phase -> phase.due().test(step))
                .map(phase -> new Shard.Due(phase, new Tracer.Address(options.seed(), step, phase.name())))
                .collect(partitioningBy(own -> own.phase().jointly()));
        double perDatum = options.reduction().perDatum(dataset.size(), rows.length);
        Shard.Step shared = new Shard.Step(step, dataset, rows, perDatum);
        StepReport report = descend(run(shared, due.get(false), due.get(true)), rows.length);
        step++;
        return report;
    }

    /** The shards of the batch, and one of the whole for phases that need it at once. */
    private List<Shard> run(Shard.Step shared, List<Shard.Due> apart, List<Shard.Due> jointly) {
        int data = shared.rows().length;
        int size = options.shardSize();
        int cuts = apart.isEmpty() ? 0 : (data + size - 1) / size;
        int count = jointly.isEmpty() ? cuts : cuts + 1;
        while (shards.size() < count) {
            shards.add(new Shard(options.engine(), theta, phi));
        }
        workers.run(count, i -> {
            if (i < cuts) {
                shards.get(i).run(shared, apart, i * size, Math.min(data, (i + 1) * size));
            } else {
                shards.get(i).run(shared, jointly, 0, data);
            }
        });
        return shards.subList(0, count);
    }

    /** What the steps so far needed; later steps of the same kind need no more. */
    public Memory memory() {
        long descents = Stream.concat(thetaDescents.stream(), phiDescents.stream())
                .mapToLong(Descent::bytes)
                .sum();
        long ofShards = shards.stream().mapToLong(Shard::bytes).sum();
        return new Memory(descents, ofShards + own.bytes(), options.engine().bytes());
    }

    private StepReport descend(List<Shard> done, int data) {
        boolean moveTheta = done.stream().anyMatch(Shard::movesTheta);
        boolean movePhi = done.stream().anyMatch(Shard::movesPhi);
        StepReport report = report(done, data, moveTheta, movePhi);
        Map<String, Double> regularization = new LinkedHashMap<>(report.regularization());
        own.reset();
        Gradients ofTheta = moveTheta ? penalty(thetaDescents, "theta", regularization) : null;
        Gradients ofPhi = movePhi ? penalty(phiDescents, "phi", regularization) : null;
        List<Descent> moving = new ArrayList<>();
        if (moveTheta) {
            begin(thetaDescents, done, ofTheta, options.theta());
            moving.addAll(thetaDescents);
        }
        if (movePhi) {
            begin(phiDescents, done, ofPhi, options.phi());
            moving.addAll(phiDescents);
        }
        move(moving);
        return report.withRegularization(ImmutableMap.copyOf(regularization));
    }

    /** Hands each descent the gradients of all shards in order, and last that of the regularization losses. */
    private void begin(List<Descent> descents, List<Shard> done, @Nullable Gradients ofPenalty, Optimizer optimizer) {
        double rate = optimizer.rate().at(step);
        List<GradientTerm> terms = new ArrayList<>();
        for (Descent descent : descents) {
            Parameter parameter = descent.parameter();
            terms.clear();
            for (Shard shard : done) {
                shard.addGradients(parameter, terms);
            }
            if (ofPenalty != null) {
                ofPenalty.addTerms(parameter, terms);
            }
            descent.begin(terms, rate);
        }
    }

    /** The gradients of the regularization losses about these parameters; null if there are none. */
    private @Nullable Gradients penalty(List<Descent> descents, String side, Map<String, Double> regularization) {
        Tape tape = new Tape(own);
        Tensor penalty = penalty(tape, descents, side, regularization);
        return penalty == null ? null : tape.gradients(penalty);
    }

    private @Nullable Tensor penalty(
            Tape tape, List<Descent> descents, String side, Map<String, Double> regularization) {
        Tensor total = null;
        for (Map.Entry<String, RegularizationLosses.Penalty> entry :
                options.regularization().penalties().entrySet()) {
            for (Descent descent : descents) {
                if (entry.getValue().concerns().test(descent.parameter())) {
                    Tensor loss = entry.getValue().loss().apply(tape.watch(descent.parameter()));
                    checkState(
                            Double.isFinite(loss.item()),
                            "step %s: regularization loss '%s' of %s is %s",
                            step,
                            entry.getKey(),
                            descent.parameter(),
                            loss.item());
                    regularization.merge(side + "/" + entry.getKey(), loss.item(), Double::sum);
                    total = total == null ? loss : total.add(loss);
                }
            }
        }
        return total;
    }

    /** Moves parameters panel by panel, each panel over all shards' gradients in order. */
    private void move(List<Descent> moving) {
        List<Consumer<Workspace>> panels = new ArrayList<>();
        for (Descent descent : moving) {
            for (int i = 0; i < descent.panels(); i++) {
                int panel = i;
                panels.add(workspace -> descent.run(panel, workspace));
            }
        }
        workers.run(panels.size(), i -> lent.lend(panels.get(i)));
    }

    private StepReport report(List<Shard> done, int data, boolean moveTheta, boolean movePhi) {
        double thetaLoss = 0;
        double phiLoss = 0;
        int leftOut = 0;
        Map<String, Double> regularization = new LinkedHashMap<>();
        weights.clear();
        for (Shard shard : done) {
            thetaLoss += shard.thetaLoss();
            phiLoss += shard.phiLoss();
            leftOut += shard.leftOut();
            shard.regularization().forEach((name, loss) -> regularization.merge(name, loss, Double::sum));
            weights.add(shard.weights());
        }
        checkState(
                leftOut <= Math.max(1, options.mostLeftOut() * data),
                "step %s: %s of %s data have probability zero under all their draws, more than the share of %s allowed",
                step,
                leftOut,
                data,
                options.mostLeftOut());
        return new StepReport(
                step,
                data,
                moveTheta ? Optional.of(thetaLoss / data) : Optional.empty(),
                movePhi ? Optional.of(phiLoss / data) : Optional.empty(),
                ImmutableMap.copyOf(regularization),
                weights.health(),
                leftOut);
    }

    @Override
    public void close() {
        workers.close();
    }
}

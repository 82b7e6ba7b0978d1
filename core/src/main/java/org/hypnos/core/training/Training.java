package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Descent;
import org.hypnos.autodiff.DescentState;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.inference.Programs;
import org.jspecify.annotations.Nullable;

/**
 * The one loop: shards of a batch, the losses of all phases that are due, gradients, and at most one step for each side.
 *
 * <p>The bits of the parameters depend on seed, batch size and shard size, and on nothing else: not on the number of
 * threads, the engine or the JDK.
 */
public final class Training implements AutoCloseable {
    private final InferenceAlgorithm algorithm;
    private final Side theta;
    private final Side phi;
    private final Dataset dataset;
    private final TrainingOptions options;
    private final ProgramCheck check;
    private final ProgramCheck.Runs firstRuns;
    private final BatchSampler sampler;
    private final Workers workers;
    private final Workspace own;
    private final Panels panels;
    private final WeightTally weights = new WeightTally(); // of one step
    private final List<Shard> shards = new ArrayList<>();
    private Descents ofTheta;
    private Descents ofPhi;
    private long step;
    private boolean known; // whether the ledger has been looked at
    private boolean fromStart = true; // whether all steps since the first were taken here

    /**
     * The training of a model and a guide, as {@link #Training(InferenceAlgorithm, Programs, Dataset, TrainingOptions)}
     * makes it.
     *
     * @param algorithm what to minimise, and when
     * @param model p(x, h), which the algorithm has as well
     * @param guide q(h given x), which the algorithm has as well
     * @param dataset what to learn from, in any precision
     * @param options how to train
     */
    public Training(
            InferenceAlgorithm algorithm, Program model, Program guide, Dataset dataset, TrainingOptions options) {
        this(algorithm, Programs.of(model, guide), dataset, options);
    }

    /**
     * The training of the model and guide of some programs, which stands before its first step.
     *
     * @param algorithm what to minimise, and when
     * @param programs which are also the algorithm's
     * @param dataset what to learn from, in any precision
     * @param options how to train
     * @throws IllegalArgumentException if programs, data and options do not fit together; the message says why
     * @throws IllegalStateException if this machine has no fused multiply-add
     */
    public Training(InferenceAlgorithm algorithm, Programs programs, Dataset dataset, TrainingOptions options) {
        FusedMultiplyAdd.require();
        this.algorithm = algorithm;
        ParameterStore ofModel = programs.model().parameters();
        ParameterStore ofGuide = programs.guide().parameters();
        DType dtype = ofModel.dtype();
        checkArgument(
                dtype == ofGuide.dtype(),
                "the model is %s and the guide %s; both need one precision",
                dtype,
                ofGuide.dtype());
        this.theta = Side.theta(ofModel);
        this.phi = Side.phi(ofModel, ofGuide);
        this.dataset = dataset.to(dtype);
        this.options = options;
        checkPatterns();
        this.check = new ProgramCheck(programs, this.dataset, options);
        this.firstRuns = check.check(0, 0);
        if (!firstRuns.branch()) {
            check.checkInputs();
        }
        this.sampler = BatchSampler.of(dataset, options.seed(), options.batchSize());
        this.workers = new Workers(options.threads());
        this.own = new Workspace(options.engine());
        this.panels = new Panels(workers, options.engine());
        this.ofTheta = descents(theta, options.theta());
        this.ofPhi = descents(phi, options.phi());
    }

    private void checkPatterns() {
        NamePattern.check(options.frozen(), parameters(), "the pattern of frozen parameters");
        boolean one = options.theta().equals(options.phi()); // then each group may be of either side
        options.theta().checkGroups(one ? parameters() : theta.parameters().asList());
        options.phi().checkGroups(one ? parameters() : phi.parameters().asList());
    }

    private ImmutableList<Parameter> parameters() {
        return ImmutableList.copyOf(Iterables.concat(theta.parameters(), phi.parameters()));
    }

    private Descents descents(Side side, Optimizer optimizer) {
        ImmutableList<Parameter> frozen = NamePattern.select(options.frozen(), parameters());
        return new Descents(side, optimizer, frozen, options.regularization());
    }

    /** {@return all that {@link #restore} needs to go on from here; later steps do not touch it} */
    public TrainingState state() {
        ImmutableMap.Builder<String, Tensor> values = ImmutableMap.builder();
        for (Parameter parameter : parameters()) {
            values.put(parameter.name(), parameter.value());
        }
        ImmutableMap.Builder<String, DescentState> states = ImmutableMap.builder();
        descents().forEach((name, descent) -> states.put(name, descent.state()));
        return new TrainingState(step, values.buildOrThrow(), states.buildOrThrow());
    }

    /**
     * Goes on from a state: the next steps are those that followed it, bit by bit.
     *
     * @param state what {@link #state} told
     * @throws IllegalArgumentException if it is of other parameters or optimizers; nothing has changed then
     */
    public void restore(TrainingState state) {
        checkArgument(state.step() >= 0, "a training cannot stand before step %s", state.step());
        ImmutableMap<String, Descent> descents = descents();
        TrainingState.checkNames("the value", Lists.transform(parameters(), Parameter::name), state.parameters());
        TrainingState.checkNames("the optimizer's memory", descents.keySet(), state.descents());
        for (Parameter parameter : parameters()) {
            parameter.check(state.parameters().get(parameter.name()));
        }
        descents.forEach((name, descent) -> descent.check(state.descents().get(name)));
        parameters().forEach(parameter -> parameter.set(state.parameters().get(parameter.name())));
        descents.forEach((name, descent) -> descent.restore(state.descents().get(name)));
        step = state.step();
        fromStart = step == 0;
    }

    private ImmutableMap<String, Descent> descents() {
        ImmutableMap.Builder<String, Descent> descents = ImmutableMap.builder();
        for (Descents side : List.of(ofTheta, ofPhi)) {
            side.forEach(descent -> descents.put(descent.parameter().name(), descent));
        }
        return descents.buildOrThrow();
    }

    /**
     * Begins a new run: the next step is the first, the optimizers remember nothing, and some parameters are drawn
     * again by their initializers, from the same keys.
     *
     * @param which parameters are drawn again; the others keep their numbers
     * @throws IllegalArgumentException if a pattern matches no parameter
     */
    public void initialize(Initialization which) {
        NamePattern.check(which.patterns(), parameters(), "the pattern of parameters to initialize");
        for (Side side : List.of(theta, phi)) {
            ParameterStore own = side.parameters();
            NamePattern.select(which.patterns(), own.asList()).forEach(own::initialize);
        }
        ofTheta = descents(theta, options.theta());
        ofPhi = descents(phi, options.phi());
        step = 0;
        fromStart = true;
    }

    /**
     * A whole run: {@link #initialize}, {@code iterations} times {@link #update}, each reported to {@code listener}, and
     * the listener's end or failure.
     *
     * @param which parameters are drawn again
     * @param iterations how many steps to take
     * @param listener hears of the beginning, of each step, and of the end or failure
     */
    public void run(Initialization which, long iterations, TrainingListener listener) {
        initialize(which);
        listener.begin(iterations);
        try {
            for (long i = 0; i < iterations; i++) {
                update(listener);
            }
        } catch (RuntimeException | Error e) {
            listener.failure(e);
            throw e;
        }
        listener.end();
    }

    /** {@return how many steps are an epoch, see {@link Dataset#stepsPerEpoch}} */
    public long stepsPerEpoch() {
        return dataset.stepsPerEpoch(options.batchSize());
    }

    /** {@return the number of the next step, from 0 on} */
    public long step() {
        return step;
    }

    /**
     * Takes the next step.
     *
     * @return what it did
     */
    public StepReport update() {
        return update(report -> {});
    }

    /**
     * Takes the next step and tells a listener of it.
     *
     * @param listener hears of the step, of its gradients if it wants them, and of an epoch that ends
     * @return what the step did
     * @throws IllegalStateException if a loss is NaN or -infinity, a regularization loss or the norm of a gradient to
     *     clip is not finite, a loss reaches a parameter that is not its side's, or too many data are left out; nothing
     *     has moved then
     * @throws IllegalArgumentException if a program does not suit the data, or no phase moves a parameter that is not
     *     frozen; nothing has moved then
     */
    @CanIgnoreReturnValue
    public StepReport update(TrainingListener listener) {
        if (!known) {
            explain().requireMoved();
            known = true;
        }
        checkWays();
        StepReport report = step(true, listener.wantsGradients(step) ? listener : null);
        step++;
        listener.step(report);
        if (step % stepsPerEpoch() == 0) {
            listener.epoch(step / stepsPerEpoch());
        }
        return report;
    }

    /** Programs that branch may come to a wrong place late: their first epoch is checked datum by datum. */
    private void checkWays() {
        if (firstRuns.branch() && step < stepsPerEpoch()) {
            ProgramCheck.Runs ignored = check.check(step, sampler.rows(step));
            if (fromStart && step == stepsPerEpoch() - 1) {
                check.checkInputs();
            }
        }
    }

    /**
     * {@return what the next steps will do: all sites, which phases move which parameters and how, what regularizes
     * them, and what a step costs; from an evaluation of every phase on one shard, in which nothing moves}
     */
    public Ledger explain() {
        int[] rows = sampler.rows(step);
        int size = Math.min(rows.length, options.shardSize());
        Phases phases = due(phase -> true);
        Shard apart = new Shard(options.engine(), ImmutableList.of(theta, phi));
        Shard jointly = new Shard(options.engine(), ImmutableList.of(theta, phi));
        apart.run(shared(true, rows), phases.apart(), 0, size);
        jointly.run(shared(true, rows), phases.jointly(), 0, rows.length);
        return new LedgerBuilder(options, ImmutableList.of(theta, phi), firstRuns)
                .build(apart, (double) rows.length / size, jointly, ofTheta.bytes() + ofPhi.bytes());
    }

    /** {@return what {@link #update} would report next; nothing moves} */
    public StepReport evaluate() {
        return step(false, null);
    }

    /**
     * {@return the effective sample size of each datum that had weight in the batch last taken or evaluated, in
     * ascending order; empty where there are no weights}
     */
    public double[] effectiveSampleSizes() {
        return weights.effectiveSampleSizes();
    }

    private StepReport step(boolean moving, @Nullable TrainingListener ofGradients) {
        int[] rows = sampler.rows(step);
        Phases due = due(phase -> phase.due().test(step));
        List<Shard> done = run(shared(false, rows), due.apart(), due.jointly());
        checkLeftOut(done, rows.length);
        own.reset();
        Move moveTheta = ofTheta.plan(step, done, own, panels);
        Move movePhi = ofPhi.plan(step, done, own, panels);
        StepReport report = report(done, rows.length, moveTheta, movePhi);
        if (ofGradients != null) {
            for (Move.Part part : Iterables.concat(moveTheta.parts(), movePhi.parts())) {
                Descent descent = part.descent();
                ofGradients.gradient(descent.parameter(), descent.gradient(part.gradient(), own));
            }
        }
        if (moving) {
            moveTheta.begin();
            movePhi.begin();
            panels.move(Iterables.concat(moveTheta.parts(), movePhi.parts()));
        }
        return report;
    }

    /** Phases of each datum by itself, and such over the whole batch at once. */
    private record Phases(List<Shard.Due> apart, List<Shard.Due> jointly) {}

    private Phases due(Predicate<Phase> chosen) {
        List<Shard.Due> apart = new ArrayList<>();
        List<Shard.Due> jointly = new ArrayList<>();
        for (Phase phase : algorithm.phases()) {
            if (chosen.test(phase)) {
                Tracer.Address address = new Tracer.Address(options.seed(), step, phase.name());
                (phase.jointly() ? jointly : apart).add(new Shard.Due(phase, address));
            }
        }
        return new Phases(apart, jointly);
    }

    private Shard.Step shared(boolean tentative, int... rows) {
        double perDatum = options.reduction().perDatum(dataset.size(), rows.length);
        long epoch = dataset.epoch(step, options.batchSize());
        return new Shard.Step(step, epoch, dataset, rows, perDatum, options.scale(), tentative);
    }

    /** The shards of the batch, and one of the whole for phases that need it at once. */
    private List<Shard> run(Shard.Step shared, List<Shard.Due> apart, List<Shard.Due> jointly) {
        int data = shared.rows().length;
        int size = options.shardSize();
        int cuts = apart.isEmpty() ? 0 : (data + size - 1) / size;
        int count = jointly.isEmpty() ? cuts : cuts + 1;
        while (shards.size() < count) {
            shards.add(new Shard(options.engine(), ImmutableList.of(theta, phi)));
        }
        workers.run(count, i -> {
            Shard shard = shards.get(i);
            if (i < cuts) {
                shard.run(shared, apart, i * size, Math.min(data, (i + 1) * size));
            } else {
                shard.run(shared, jointly, 0, data);
            }
        });
        return shards.subList(0, count);
    }

    /** {@return what the steps so far needed; later steps of the same kind need no more} */
    public Memory memory() {
        long descents = ofTheta.bytes() + ofPhi.bytes();
        long ofShards = shards.stream().mapToLong(Shard::bytes).sum();
        return new Memory(descents, ofShards + own.bytes(), options.engine().bytes());
    }

    private static int leftOut(List<Shard> done) {
        int sum = 0;
        for (Shard shard : done) {
            sum += shard.leftOut();
        }
        return sum;
    }

    private void checkLeftOut(List<Shard> done, int data) {
        int leftOut = leftOut(done);
        if (leftOut > Math.max(1, options.mostLeftOut() * data)) {
            String why = done.stream()
                    .map(Shard::whyLeftOut)
                    .filter(own -> !own.isEmpty())
                    .findFirst()
                    .orElse("");
            throw new IllegalStateException("step " + step + ": " + leftOut + " of " + data
                    + " data have probability zero under all their draws, more than the share of "
                    + options.mostLeftOut() + " allowed" + why);
        }
    }

    private StepReport report(List<Shard> done, int data, Move moveTheta, Move movePhi) {
        Map<String, Double> regularization = new LinkedHashMap<>();
        weights.clear();
        for (Shard shard : done) {
            shard.regularization().forEach((name, loss) -> regularization.merge(name, loss, Double::sum));
            weights.add(shard.weights());
        }
        for (Move move : List.of(moveTheta, movePhi)) {
            move.regularization().forEach((name, loss) -> regularization.merge(name, loss, Double::sum));
        }
        return new StepReport(
                step,
                data,
                meanLoss(theta, done, data),
                meanLoss(phi, done, data),
                ImmutableMap.copyOf(regularization),
                moveTheta.norm(),
                movePhi.norm(),
                weights.health(),
                leftOut(done));
    }

    private static Optional<Double> meanLoss(Side side, List<Shard> done, int data) {
        double sum = 0;
        boolean any = false;
        for (Shard shard : done) {
            Double own = shard.loss(side);
            sum += own == null ? 0 : own;
            any |= own != null;
        }
        return any ? Optional.of(sum / data) : Optional.empty();
    }

    @Override
    public void close() {
        workers.close();
    }
}

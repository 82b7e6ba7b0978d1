package org.hypnos.core.training;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.GradientTerm;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Tracer;
import org.hypnos.core.inference.Batch;
import org.hypnos.core.inference.Losses;
import org.hypnos.core.inference.Phase;
import org.jspecify.annotations.Nullable;

/** Some neighbouring data of a batch: their forward and backward pass, on one thread and in a workspace of its own. */
final class Shard {
    private final Workspace workspace;
    private final ParameterStore theta;
    private final ParameterStore phi;

    private final List<Gradients> gradients = new ArrayList<>();
    private final Map<String, Double> regularization = new HashMap<>();
    private final WeightTally weights = new WeightTally();
    private double thetaLoss;
    private double phiLoss;
    private int leftOut;
    private boolean movesTheta;
    private boolean movesPhi;

    Shard(Engine engine, ParameterStore theta, ParameterStore phi) {
        this.workspace = new Workspace(engine);
        this.theta = theta;
        this.phi = phi;
    }

    /** What all shards of a step share: the batch's data, and each datum's share of the loss. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Step(long number, Dataset dataset, int[] rows, double perDatum) {
        Batch batch(Workspace workspace, int from, int to) {
            return new Batch(
                    dataset.rows(workspace, rows, from, to), dataset.inputNames(), number, rows.length, dataset.size());
        }
    }

    /** A phase in one step, and where its draws come from. */
    record Due(Phase phase, Tracer.Address address) {}

    /** Evaluates the data at positions {@code from} to {@code to} of the batch, and their gradients. */
    void run(Step step, List<Due> phases, int from, int to) {
        begin();
        Batch batch = step.batch(workspace, from, to);
        for (Due due : phases) {
            Phase phase = due.phase();
            Tape tape = new Tape(workspace);
            Tracer tracer = Tracer.of(due.address(), workspace, tape, from, to - from);
            Losses losses = phase.objective().evaluate(tracer, batch);
            checkShape(phase, losses.theta(), to - from);
            checkShape(phase, losses.phi(), to - from);
            backward(step, phase, from, tape, losses);
        }
    }

    private void begin() {
        workspace.reset();
        gradients.clear();
        regularization.clear();
        weights.clear();
        thetaLoss = 0;
        phiLoss = 0;
        leftOut = 0;
        movesTheta = false;
        movesPhi = false;
    }

    private static void checkShape(Phase phase, Losses.@Nullable Side side, int data) {
        Shape shape = side == null ? null : side.loss().shape();
        checkState(
                shape == null || (shape.rank() == 1 && shape.size() == data),
                "phase '%s' gives a loss of shape %s, expected one for each datum, [%s];"
                        + " is a mean over particles missing?",
                phase.name(),
                shape,
                data);
    }

    private void backward(Step step, Phase phase, int from, Tape tape, Losses losses) {
        Tensor kept = kept(losses);
        Tensor ofTheta = null;
        Tensor ofPhi = null;
        if (losses.theta() != null) {
            movesTheta = true;
            Tensor loss = finite(losses.theta().loss(), kept);
            thetaLoss += sum(step, phase, from, loss, "theta");
            Tensor penalty = regularization(step, from, losses.theta(), kept, "theta");
            ofTheta = plus(loss.sum().mul(step.perDatum()), penalty);
            checkReach(phase, tape, ofTheta, "model", theta);
        }
        if (losses.phi() != null) {
            movesPhi = true;
            Tensor loss = finite(losses.phi().loss(), kept);
            phiLoss += sum(step, phase, from, loss, "phi");
            Tensor penalty = regularization(step, from, losses.phi(), kept, "phi");
            ofPhi = plus(loss.sum().mul(step.perDatum()), penalty);
            checkReach(phase, tape, ofPhi, "guide", phi);
        }
        Tensor total = ofTheta == null ? ofPhi : plus(ofTheta, ofPhi);
        if (total != null) {
            gradients.add(tape.gradients(total));
        }
        if (losses.weighing() != null) {
            weights.add(losses.weighing());
        }
    }

    private static Tensor plus(Tensor sum, @Nullable Tensor term) {
        return term == null ? sum : sum.add(term);
    }

    /** One for each datum that has a finite probability, else zero; null if all have. */
    private @Nullable Tensor kept(Losses losses) {
        Tensor ofTheta = losses.theta() == null ? null : kept(losses.theta().loss());
        Tensor ofPhi = losses.phi() == null ? null : kept(losses.phi().loss());
        Tensor kept = ofTheta == null || ofPhi == null ? (ofTheta == null ? ofPhi : ofTheta) : ofTheta.mul(ofPhi);
        if (kept != null) {
            leftOut = Math.max(leftOut, kept.shape().size() - (int) kept.sum().item());
        }
        return kept;
    }

    private static @Nullable Tensor kept(Tensor loss) {
        for (int i = 0; i < loss.shape().size(); i++) {
            if (loss.get(i) == Double.POSITIVE_INFINITY) {
                Tensor infinite = loss.equal(loss.constant(Double.POSITIVE_INFINITY));
                return infinite.neg().add(1);
            }
        }
        return null;
    }

    private static Tensor finite(Tensor loss, @Nullable Tensor kept) {
        return kept == null ? loss : kept.where(loss, loss.constant(0));
    }

    /** The sum over the data, after a look at each. */
    private static double sum(Step step, Phase phase, int from, Tensor loss, String side) {
        double sum = 0;
        for (int i = 0; i < loss.shape().size(); i++) {
            double own = loss.get(i);
            if (!Double.isFinite(own)) {
                throw new IllegalStateException("step " + step.number() + ", phase '" + phase.name() + "': the " + side
                        + " loss of the datum at position " + (from + i) + " is " + own);
            }
            sum += own;
        }
        return sum;
    }

    /** Losses that the program added: of each datum, or, once a batch, about parameters alone. */
    private @Nullable Tensor regularization(
            Step step, int from, Losses.Side side, @Nullable Tensor kept, String prefix) {
        Tensor total = null;
        for (Map.Entry<String, Tensor> entry : side.regularization().entrySet()) {
            Tensor loss = entry.getValue();
            boolean ofEachDatum = loss.shape().rank() > 0;
            if (ofEachDatum) {
                Shape plate = Shape.of(
                        loss.shape().rank() == 2 ? loss.shape().dim(0) : 1,
                        side.loss().shape().size());
                Tensor ofData = loss.broadcastTo(plate).mean(0);
                loss = finite(ofData, kept).sum().mul(step.perDatum());
            } else if (from > 0) {
                continue;
            }
            checkState(
                    Double.isFinite(loss.item()),
                    "step %s: regularization loss '%s/%s' is %s",
                    step.number(),
                    prefix,
                    entry.getKey(),
                    loss.item());
            regularization.merge(prefix + "/" + entry.getKey(), loss.item(), Double::sum);
            total = total == null ? loss : total.add(loss);
        }
        return total;
    }

    private static void checkReach(Phase phase, Tape tape, Tensor loss, String side, ParameterStore own) {
        tape.forEachReached(
                loss,
                parameter -> checkState(
                        own.contains(parameter),
                        "phase '%s': the %s's loss reaches parameter '%s', which is not in its store '%s';"
                                + " is a detach() missing, or does the program use another's parameter?",
                        phase.name(),
                        side,
                        parameter.name(),
                        own.name()));
    }

    /** Adds this shard's gradients of {@code parameter} to {@code terms}, phase by phase. */
    void addGradients(Parameter parameter, List<GradientTerm> terms) {
        for (int i = 0; i < gradients.size(); i++) {
            gradients.get(i).addTerms(parameter, terms);
        }
    }

    long bytes() {
        return workspace.bytes();
    }

    boolean movesTheta() {
        return movesTheta;
    }

    boolean movesPhi() {
        return movesPhi;
    }

    double thetaLoss() {
        return thetaLoss;
    }

    double phiLoss() {
        return phiLoss;
    }

    int leftOut() {
        return leftOut;
    }

    Map<String, Double> regularization() {
        return regularization;
    }

    WeightTally weights() {
        return weights;
    }
}

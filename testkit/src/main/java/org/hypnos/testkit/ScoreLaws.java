package org.hypnos.testkit;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Reparameterized;
import org.hypnos.distributions.Support;

/**
 * Gradients of expectations: exact where a {@link Table} can be made, else means over draws with an interval.
 *
 * <p>They do not apply to a support that moves with the parameters ({@link Support.Between}): its ends change expectations too.
 */
public interface ScoreLaws {
    /** The shape of enough draws for an interval. */
    Shape MANY = Shape.of(4000);

    /**
     * E_q[grad log q] = 0.
     *
     * @param trial of any distribution; passes where the support moves with the parameters
     */
    @Property(tries = 6, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void theExpectedScoreIsZero(@ForAll("trials") Trial trial) {
        if (trial.distribution().support() instanceof Support.Between) {
            return;
        }
        Optional<Table> table = Table.of(trial);
        if (table.isPresent()) {
            requireZeroScore(trial, table.get());
        } else {
            Tensor draws = trial.draw(MANY);
            Tensor scores = new Direction(trial).slope(q -> q.logProb(draws));
            Estimate.ofMean(scores).requireZero("mean score");
        }
    }

    private static void requireZeroScore(Trial trial, Table table) {
        ImmutableList<Tensor> score = trial.gradients(q -> table.expectation(q.logProb(table.events())));
        for (int i = 0; i < score.size(); i++) {
            Tensor found = score.get(i);
            table.requireNear("expected score of parameter " + i, found, found.filled(found.shape(), 0));
        }
    }

    /**
     * grad E[f] = E[grad f(rsample)] = E[f grad log q].
     *
     * @param trial of a {@link Reparameterized} distribution whose support stays; others pass
     */
    @Property(tries = 6, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void pathwiseAndScoreFunctionGradientsAgree(@ForAll("trials") Trial trial) {
        if (!(trial.distribution() instanceof Reparameterized)
                || trial.distribution().support() instanceof Support.Between) {
            return;
        }
        TestFunction f = TestFunction.of(trial, 0);
        Direction direction = new Direction(trial);
        Tensor slopes = direction.slope(q -> f.of(((Reparameterized) q).rsample(RandomStream.of(trial.key()), MANY)));
        Optional<Table> table = Table.of(trial);
        if (table.isPresent()) {
            Tensor events = table.get().events();
            Tensor scores = f.of(events).mul(direction.slope(q -> q.logProb(events)));
            Estimate.ofMean(slopes).requireNear("pathwise gradient", table.get().expectation(scores));
        } else {
            Tensor draws = trial.draw(MANY);
            Tensor scores = f.of(draws).mul(direction.slope(q -> q.logProb(draws)));
            Estimate difference = Estimate.ofMean(slopes).minus(Estimate.ofMean(scores));
            difference.requireZero("pathwise less score-function gradient");
        }
    }
}

package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** Shapes are those of sample, batch and event. */
public interface ShapeLaws {
    /** How many draws are scored together and one by one. */
    int MANY = 7;

    /**
     * Draws are in the support, and have the right shape and a finite log-probability.
     *
     * @param trial of any distribution
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void drawsHaveTheirShapeSupportAndProbability(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        Tensor draw = trial.draw(trial.sampleShape());
        Shape plate = trial.sampleShape().concat(distribution.batchShape());
        assertThat(draw.shape()).isEqualTo(plate.concat(distribution.eventShape()));
        assertThat(distribution.support().require("draw", draw)).isTrue();
        Tensor logProb = distribution.logProb(draw);
        assertThat(logProb.shape()).isEqualTo(plate);
        for (double element : logProb.toDoubles()) {
            assertThat(element).as("log-probability of a draw").isFinite();
        }
    }

    /**
     * An event scores the same alone and among others.
     *
     * @param trial of any distribution
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void logProbsOfManyAreThoseOneByOne(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        Tensor draws = trial.draw(Shape.of(MANY));
        Tensor together = distribution.logProb(draws);
        for (int i = 0; i < MANY; i++) {
            double[] expected = together.slice(0, i, i + 1).toDoubles();
            Tensor alone = distribution.logProb(draws.slice(0, i, i + 1));
            assertThat(alone.toDoubles()).containsExactly(expected, within(1e-12));
        }
    }

    /**
     * What is computed in FLOAT32 has that type, and is near what FLOAT64 gives for the same numbers.
     *
     * @param trial of any distribution
     */
    @Property(tries = 50, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void bothTypesScoreAlike(@ForAll("trials") Trial trial) {
        Tensor[] single = trial.parameters().stream()
                .map(parameter -> parameter.to(DType.FLOAT32))
                .toArray(Tensor[]::new);
        Tensor[] same = Arrays.stream(single)
                .map(parameter -> parameter.to(DType.FLOAT64))
                .toArray(Tensor[]::new);
        Tensor draw = trial.distribution(single).sample(RandomStream.of(trial.key()), trial.sampleShape());
        Tensor logProb = trial.distribution(single).logProb(draw);
        assertThat(draw.dtype()).as("type of a draw").isEqualTo(DType.FLOAT32);
        assertThat(logProb.dtype()).as("type of its log-prob").isEqualTo(DType.FLOAT32);
        double[] exact =
                trial.distribution(same).logProb(draw.to(DType.FLOAT64)).toDoubles();
        for (int i = 0; i < exact.length; i++) {
            assertThat(logProb.get(i))
                    .as("log-prob in FLOAT32")
                    .isCloseTo(exact[i], within(1e-3 * Math.max(1, Math.abs(exact[i]))));
        }
    }

    /**
     * An event that stands for all of the batch scores as if it were repeated; where the batch's supports are the same.
     *
     * @param trial of any distribution
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void valuesBroadcastWithTheBatch(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        Shape event = distribution.eventShape();
        Shape batch = distribution.batchShape();
        Tensor one = trial.draw(Shape.SCALAR)
                .reshape(Shape.of(batch.size()).concat(event))
                .slice(0, 0, 1)
                .reshape(event);
        Tensor repeated = one.broadcastTo(batch.concat(event));
        if (isInside(distribution, repeated)) {
            Tensor logProb = distribution.logProb(one);
            assertThat(logProb.shape()).as("shape of the log-prob of one event").isEqualTo(batch);
            assertThat(logProb.toDoubles())
                    .as("log-prob of one event")
                    .containsExactly(distribution.logProb(repeated).toDoubles(), within(1e-12));
        }
    }

    private static boolean isInside(Distribution distribution, Tensor value) {
        Tensor inside = distribution.support().contains(value);
        return inside.sum().item() == inside.shape().size();
    }
}

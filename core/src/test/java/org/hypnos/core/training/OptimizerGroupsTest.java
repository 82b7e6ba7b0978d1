package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.util.Map;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model's mean goes from 0 towards 1 and the guide's rate from 1 towards 3, by gradients of -1 and -2. */
class OptimizerGroupsTest {
    private static final Optimizer SGD = Optimizer.sgd(0.5);

    private final SmallTraining small = new SmallTraining(0, 1);

    private void train(Optimizer ofTheta, Optimizer ofPhi, int steps) {
        InferenceAlgorithm both = () -> ImmutableList.of(SmallTraining.wake(small.model), small.sleep());
        TrainingOptions options = SmallTraining.options(1, 0).withOptimizers(ofTheta, ofPhi);
        small.run(both, SmallTraining.data(1), options, steps);
    }

    @ParameterizedTest
    @CsvSource({"model/mean", "model/*", "*mean", "*/me*", "*"})
    void aGroupHasItsOwnRate(String pattern) {
        train(SGD.withGroup(pattern, Schedule.constant(0.25)), SGD, 1);
        assertThat(small.mean.value().item()).isCloseTo(0.25, within(1e-15));
        assertThat(small.rate.value().item()).isCloseTo(1 + 0.5 * 2, within(1e-15));
    }

    @Test
    void theFirstMatchingPatternWins() {
        Optimizer groups = SGD.withGroup("*mean", Schedule.constant(0.125)).withGroup("*", Schedule.constant(0.25));
        train(groups, groups, 1);
        assertThat(small.mean.value().item()).isCloseTo(0.125, within(1e-15));
        assertThat(small.rate.value().item()).isCloseTo(1 + 0.25 * 2, within(1e-15));
    }

    @Test
    void aGroupFollowsItsSchedule() {
        train(SGD.withGroup("model/mean", Schedule.piecewise(0, Map.of(2L, 0.25))), SGD, 3);
        assertThat(small.mean.value().item()).as("steps 0 and 1 move nothing").isCloseTo(0.25, within(1e-15));
    }

    @Test
    void ofOneOptimizerForBothSidesAGroupMayBelongToEither() {
        Optimizer groups = SGD.withGroup("guide/*", Schedule.constant(0.25));
        train(groups, groups, 1);
        assertThat(small.mean.value().item()).isCloseTo(0.5, within(1e-15));
        assertThat(small.rate.value().item()).isCloseTo(1 + 0.25 * 2, within(1e-15));
    }

    @Test
    void aPatternThatMatchesNothingComesWithTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(SGD.withGroup("model/maen", Schedule.constant(0.25)), SGD, 1))
                .withMessage("the optimizer's group 'model/maen' matches no parameter;"
                        + " did you mean 'model/mean'? there are [model/mean]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(SGD, SGD.withGroup("model/mean", Schedule.constant(0.25)), 1))
                .withMessageStartingWith("the optimizer's group 'model/mean' matches no parameter");
    }
}

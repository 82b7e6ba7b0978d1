package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.junit.jupiter.api.Test;

class FrozenParametersTest {
    private final SmallTraining small = new SmallTraining(2, 1);

    private StepReport train(String... frozen) {
        InferenceAlgorithm both = () -> ImmutableList.of(SmallTraining.wake(small.model), small.sleep());
        TrainingOptions options = SmallTraining.options(1, 0.5)
                .withFrozen(frozen)
                .withRegularization(RegularizationLosses.none().l2(0.5));
        return small.run(both, SmallTraining.data(1), options, 2);
    }

    @Test
    void aFrozenParameterIsNeitherMovedNorRegularized() {
        StepReport report = train("model/*");
        assertThat(small.mean.value().item()).isEqualTo(2);
        assertThat(small.rate.value().item()).isNotEqualTo(1);
        assertThat(report.thetaLoss()).as("its side still has a loss").isPresent();
        assertThat(report.regularization().keySet()).containsExactly("phi/l2");
    }

    @Test
    void severalPatternsFreezeWhatAnyOfThemMatches() {
        StepReport report = train("model/mean", "guide/r*");
        assertThat(small.mean.value().item()).isEqualTo(2);
        assertThat(small.rate.value().item()).isEqualTo(1);
        assertThat(report.regularization()).isEmpty();
    }

    @Test
    void aPatternThatMatchesNothingComesWithTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train("guide/rat"))
                .withMessage("the pattern of frozen parameters 'guide/rat' matches no parameter;"
                        + " did you mean 'guide/rate'? there are [model/mean, guide/rate]");
    }
}

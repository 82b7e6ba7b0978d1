package org.hypnos.examples.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.examples.networks.NetworkPlan;
import org.hypnos.examples.networks.Networks;
import org.hypnos.examples.networks.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerChoiceTest {
    private static final Pair PAIR = Networks.of(NetworkPlan.sigmoidBelief(9, List.of(4, 2)), 1);
    private static final OptimizerChoice ADAM = OptimizerChoice.of("adam", Schedule.constant(0.1));

    private static TrainingOptions options(String... groups) {
        return ADAM.withGroups(List.of(groups)).in(TrainingOptions.of(1, 10), PAIR);
    }

    @Test
    void eachSideGetsTheGroupsThatAreAboutIt() {
        TrainingOptions options = options("model/h1*=0.01", "*bias=0->0.5@10", "guide/h2/weight=0");
        assertThat(options.theta().groups()).extracting(Optimizer.Group::names).containsExactly("model/h1*", "*bias");
        assertThat(options.phi().groups())
                .extracting(Optimizer.Group::names)
                .containsExactly("*bias", "guide/h2/weight");
        assertThat(options.theta().groups().get(0).rate().at(5)).isEqualTo(0.01);
        assertThat(options.phi().groups().get(0).rate().at(5)).isEqualTo(0.25);
        assertThat(options.phi().rate().at(5)).isEqualTo(0.1);
        assertThat(options().theta()).isEqualTo(options().phi());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model/h1* | expected PATTERN=RATE",
                "=0.1 | expected PATTERN=RATE",
                "model/h1= | expected PATTERN=RATE",
                "model/h1*=fast | --lr-of model/h1*=fast: 'fast' is no schedule",
                "model/h1*=-1 | a rate may not be negative",
                "model/h1/wieght=1 | did you mean 'model/h1/weight'?"
            })
    void slipsNameTheGroup(String group, String message) {
        assertThatThrownBy(() -> options(group))
                .isInstanceOf(Slip.class)
                .hasMessageStartingWith("--lr-of ")
                .hasMessageContaining(message);
    }
}

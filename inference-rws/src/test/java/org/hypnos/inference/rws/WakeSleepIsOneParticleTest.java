package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Categorical;
import org.hypnos.inference.ws.WakeSleep;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wake-sleep with one sample is reweighted wake-sleep with one particle, no insomnia and one dream. */
@Tag("bits")
class WakeSleepIsOneParticleTest {
    private static final TrainingOptions OPTIONS =
            TrainingOptions.of(3, 50).withThreads(2).withOptimizer(Optimizer.adam(0.01));

    @Test
    void bothTrainTheSameBits() {
        BarsNetwork first = new BarsNetwork(DType.FLOAT32, 3);
        BarsNetwork second = new BarsNetwork(DType.FLOAT32, 3);
        StepReport ws = first.train(
                new WakeSleep(Programs.of(first.model, first.guide), 1, WakeSleep.PhaseQ.SLEEP, 1, 1), OPTIONS, 50);
        StepReport rws = second.train(
                new ReweightedWakeSleep(Programs.of(second.model, second.guide), Settings.of(1, 0, 1)), OPTIONS, 50);
        assertThat(second.digest()).isEqualTo(first.digest()).isNotEqualTo(new BarsNetwork(DType.FLOAT32, 3).digest());
        assertThat(rws.phiLoss()).isEqualTo(ws.phiLoss());
        // -log p(x, h) against -(log p(x, h) - log q(h given x)): the entropy of 15 causes lies between.
        assertThat(ws.thetaLoss().orElseThrow() - rws.thetaLoss().orElseThrow()).isBetween(1.0, 15 * Math.log(2));
        assertThat(ws.weights()).isEmpty();
        assertThat(rws.weights().orElseThrow().meanEss()).isEqualTo(1);
    }

    @Test
    void bothLeaveOutDataOfProbabilityZero() {
        Choices first = new Choices();
        Choices second = new Choices();
        StepReport ws =
                first.step(new WakeSleep(Programs.of(first.model, first.guide), 1, WakeSleep.PhaseQ.SLEEP, 1, 1));
        StepReport rws =
                second.step(new ReweightedWakeSleep(Programs.of(second.model, second.guide), Settings.of(1, 0, 1)));
        assertThat(ws.leftOut()).isEqualTo(1);
        assertThat(rws.leftOut()).isEqualTo(1);
        assertThat(second.logits.value().toDoubles())
                .isEqualTo(first.logits.value().toDoubles())
                .isNotEqualTo(new Choices().logits.value().toDoubles());
    }

    /** A model to which the choice 2 is impossible. */
    private static final class Choices {
        final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
        final Parameter logits = theta.create("logits", Shape.of(3), Initializer.zeros());
        final Program model = Program.of(theta, context -> {
            Tensor possible = Tensor.of(DType.FLOAT64, Shape.of(3), 0, 0, Double.NEGATIVE_INFINITY);
            context.sample("h", new Categorical(context.param(logits)));
            context.sample("x", new Categorical(context.param(logits).add(possible)));
        });
        final Program guide = Program.of(
                new ParameterStore("guide", DType.FLOAT64, 1),
                context -> context.sample("h", new Categorical(Tensor.zeros(DType.FLOAT64, Shape.of(3)))));

        StepReport step(InferenceAlgorithm algorithm) {
            Dataset dataset = Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(4), 0, 2, 1, 0)));
            TrainingOptions options = TrainingOptions.of(1, 4).withThreads(1);
            try (Training training = new Training(algorithm, model, guide, dataset, options)) {
                return training.update();
            }
        }
    }
}

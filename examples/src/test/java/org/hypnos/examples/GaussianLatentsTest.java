package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hypnos.autodiff.Engine;
import org.hypnos.core.evaluation.ImportanceNll;
import org.hypnos.core.evaluation.ImportanceSampling;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.io.Digits;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Initialization;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wake-sleep with real causes finds more in digits than how often each pixel is on. */
class GaussianLatentsTest {
    private static final int STEPS = 300;

    @ParameterizedTest
    @EnumSource(GaussianLatents.Covariance.class)
    void digitsHaveCauses(GaussianLatents.Covariance covariance) {
        Dataset train = Digits.of(1, Digits.Split.TEST).binary();
        Dataset test = Dataset.of(ImmutableMap.of(
                "x", Digits.of(1, Digits.Split.VALID).binary().values().get("x").slice(0, 0, 200)));
        Programs programs = GaussianLatents.of(covariance, 20, 1);
        var ws = Inference.installed().create("ws", programs, Map.of("samples", "5"));
        TrainingOptions options = TrainingOptions.of(1, 50).withOptimizer(Optimizer.adam(3e-3));
        try (Training training = new Training(ws, programs, train, options)) {
            for (int step = 0; step < STEPS; step++) {
                assertThat(training.update().leftOut()).isZero();
            }
        }
        ImportanceNll nll = ImportanceNll.of(
                new ImportanceSampling(programs.model(), programs.guide(), test, 20, 1, Engine.fastest(), 1));
        assertThat(nll.nats()).isLessThan(GaussianLatents.independentNll(train, test) - 20);
    }

    @Test
    void thePhasesWrittenOutAreThoseOfThePlugin() {
        Dataset images = Digits.of(1, Digits.Split.VALID).binary();
        Programs byHand = GaussianLatents.of(GaussianLatents.Covariance.FULL, 2, 1);
        Programs byPlugin = GaussianLatents.of(GaussianLatents.Covariance.FULL, 2, 1);
        train(GaussianLatents.wakeSleep(byHand), byHand, images);
        train(Inference.installed().create("ws", byPlugin, Map.of("samples", "5")), byPlugin, images);
        assertThat(values(byHand)).isEqualTo(values(byPlugin));
    }

    private static void train(InferenceAlgorithm algorithm, Programs programs, Dataset images) {
        try (Training training = new Training(algorithm, programs, images, TrainingOptions.of(1, 20))) {
            training.run(Initialization.NONE, 3, report -> {});
        }
    }

    private static List<Double> values(Programs programs) {
        return Stream.of(programs.model(), programs.guide())
                .flatMap(program -> program.parameters().asList().stream())
                .flatMap(parameter -> Doubles.asList(parameter.value().toDoubles()).stream())
                .toList();
    }
}

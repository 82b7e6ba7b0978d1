package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.io.ParameterDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
    private static final TrainingOptions OPTIONS = TrainingOptions.of(1, 20)
            .withThreads(1)
            .withOptimizer(Optimizer.adam(0.01).withClip(0.5))
            .withRegularization(RegularizationLosses.none().l2(0.01));

    private final SmallNetwork network = SmallNetwork.of(DType.FLOAT32, 7, 6, 12);
    private final Training training = training(network);

    private static Training training(SmallNetwork network) {
        Tensor logits = Tensor.scalar(DType.FLOAT32, 0.3);
        Dataset data = Dataset.of(ImmutableMap.of("x", RandomStream.of(9).bernoulli(Shape.of(50, 12), logits)));
        return new Training(network.wakeSleep(), network.model(), network.guide(), data, OPTIONS);
    }

    @AfterEach
    void close() {
        training.close();
    }

    private String digest() {
        return ParameterDigest.sha256(
                network.model().parameters(), network.guide().parameters());
    }

    @Test
    void evaluateSaysWhatUpdateWouldAndChangesNothing() {
        for (int step = 0; step < 5; step++) {
            String before = digest();
            StepReport foreseen = training.evaluate();
            assertThat(training.evaluate()).isEqualTo(foreseen);
            assertThat(digest()).isEqualTo(before);
            assertThat(training.step()).isEqualTo(step);
            assertThat(training.update()).isEqualTo(foreseen);
        }
        String evaluated = digest();
        training.initialize(Initialization.ALL);
        SmallTraining.run(training, 5);
        assertThat(digest()).as("without evaluations").isEqualTo(evaluated);
    }

    @Test
    void initializeBeginsAsANewTraining() {
        String start = digest();
        List<StepReport> first = new ArrayList<>();
        training.run(Initialization.ALL, 5, first::add);
        String end = digest();
        training.initialize(Initialization.ALL);
        assertThat(digest()).isEqualTo(start);
        assertThat(training.step()).isZero();
        List<StepReport> second = new ArrayList<>();
        training.run(Initialization.ALL, 5, second::add);
        assertThat(second).isEqualTo(first);
        assertThat(digest()).isEqualTo(end);
    }

    @Test
    void aRunIsItsStepsOneByOne() {
        training.run(Initialization.NONE, 5, report -> {});
        String run = digest();
        SmallNetwork twin = SmallNetwork.of(DType.FLOAT32, 7, 6, 12);
        try (Training steps = training(twin)) {
            steps.initialize(Initialization.NONE);
            SmallTraining.run(steps, 5);
        }
        assertThat(ParameterDigest.sha256(
                        twin.model().parameters(), twin.guide().parameters()))
                .isEqualTo(run);
    }

    @Test
    void noneKeepsTheParametersAndForgetsTheMoments() {
        SmallTraining.run(training, 3);
        String trained = digest();
        training.initialize(Initialization.NONE);
        assertThat(digest()).isEqualTo(trained);
        assertThat(training.step()).isZero();
        StepReport report = training.update();
        SmallNetwork twin = SmallNetwork.of(DType.FLOAT32, 7, 6, 12);
        try (Training fresh = training(twin)) {
            SmallTraining.run(fresh, 3);
            String again = ParameterDigest.sha256(
                    twin.model().parameters(), twin.guide().parameters());
            assertThat(again).isEqualTo(trained);
        }
        try (Training onTwin = training(twin)) {
            assertThat(onTwin.update()).isEqualTo(report);
        }
        assertThat(ParameterDigest.sha256(
                        twin.model().parameters(), twin.guide().parameters()))
                .isEqualTo(digest());
    }

    @Test
    void someParametersBeginAnew() {
        String guide = ParameterDigest.sha256(network.guide().parameters());
        SmallTraining.run(training, 3);
        String model = ParameterDigest.sha256(network.model().parameters());
        training.initialize(Initialization.of("guide/*"));
        assertThat(ParameterDigest.sha256(network.guide().parameters())).isEqualTo(guide);
        assertThat(ParameterDigest.sha256(network.model().parameters())).isEqualTo(model);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training.initialize(Initialization.of("model/piror")))
                .withMessageStartingWith("the pattern of parameters to initialize 'model/piror' matches no parameter;"
                        + " did you mean 'model/prior'?");
    }

    /** What a listener hears, in words. */
    private static final class Diary implements TrainingListener {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void begin(long iterations) {
            heard.add("begin " + iterations);
        }

        @Override
        public void step(StepReport report) {
            heard.add("step " + report.step());
        }

        @Override
        public void epoch(long epochs) {
            heard.add("epoch " + epochs);
        }

        @Override
        public void end() {
            heard.add("end");
        }

        @Override
        public void failure(Throwable cause) {
            heard.add("failure");
        }
    }

    @Test
    void aListenerHearsBeginningStepsAndEnd() {
        Diary diary = new Diary();
        training.run(Initialization.ALL, 2, diary);
        assertThat(diary.heard).containsExactly("begin 2", "step 0", "step 1", "end");
    }

    @Test
    void aFailureIsHeardInPlaceOfTheEnd() {
        Diary diary = new Diary();
        training.close();
        assertThatIllegalStateException().isThrownBy(() -> training.run(Initialization.ALL, 2, diary));
        assertThat(diary.heard).containsExactly("begin 2", "failure");
    }
}

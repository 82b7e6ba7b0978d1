package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.io.ParameterDigest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bits of trained parameters depend on, and what not. */
@Tag("bits")
class TrainingBitsTest {
    private static final TrainingOptions OPTIONS =
            TrainingOptions.of(1, 20).withThreads(1).withOptimizer(Optimizer.adam(0.01));

    private static Dataset dataset() {
        Tensor logits = Tensor.scalar(DType.FLOAT32, 0.3);
        return Dataset.of(ImmutableMap.of("x", RandomStream.of(9).bernoulli(Shape.of(50, 12), logits)));
    }

    private static String trained(DType dtype, TrainingOptions options) {
        SmallNetwork network = SmallNetwork.of(dtype, 7, 6, 12);
        try (Training training =
                new Training(network.wakeSleep(), network.model(), network.guide(), dataset(), options)) {
            SmallTraining.run(training, 20);
        }
        return ParameterDigest.sha256(
                network.model().parameters(), network.guide().parameters());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void threadsChangeNoBit(int threads) {
        assertThat(trained(DType.FLOAT32, OPTIONS.withThreads(threads))).isEqualTo(trained(DType.FLOAT32, OPTIONS));
    }

    private static final TrainingOptions CLIPPED = OPTIONS.withOptimizer(
            Optimizer.nesterov(0.1, 0.9).withClip(0.1).withGroup("model/prior", Schedule.constant(0.01)));

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void threadsChangeNoBitOfAClippedGradient(int threads) {
        assertThat(trained(DType.FLOAT32, CLIPPED.withThreads(threads))).isEqualTo(trained(DType.FLOAT32, CLIPPED));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void enginesChangeNoBitOfAClippedGradient(DType dtype) {
        assertThat(trained(dtype, CLIPPED.withEngine(Engine.plain())))
                .isEqualTo(trained(dtype, CLIPPED.withEngine(Engine.fastest())));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void enginesChangeNoBit(DType dtype) {
        assertThat(trained(dtype, OPTIONS.withEngine(Engine.plain())))
                .isEqualTo(trained(dtype, OPTIONS.withEngine(Engine.fastest())));
    }

    /** All gradients of these programs are products of factors, which are added datum after datum however they are cut. */
    @Test
    void seedsChangeBitsAndShardSizesNeedNot() {
        String digest = trained(DType.FLOAT32, OPTIONS);
        assertThat(trained(DType.FLOAT32, OPTIONS)).isEqualTo(digest);
        assertThat(trained(DType.FLOAT32, OPTIONS.withShardSize(20))).isEqualTo(digest);
        assertThat(trained(
                        DType.FLOAT32, TrainingOptions.of(2, 20).withThreads(1).withOptimizer(Optimizer.adam(0.01))))
                .isNotEqualTo(digest);
    }

    @Test
    void trainingsAtTheSameTimeDoNotTouchEachOther() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<String> left = threads.submit(() -> trained(DType.FLOAT32, OPTIONS.withThreads(2)));
            Future<String> right = threads.submit(() -> trained(DType.FLOAT64, OPTIONS.withThreads(2)));
            assertThat(List.of(left.get(), right.get()))
                    .containsExactly(trained(DType.FLOAT32, OPTIONS), trained(DType.FLOAT64, OPTIONS));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void regularizationBelongsToOneTraining() throws InterruptedException, ExecutionException {
        TrainingOptions squares = OPTIONS.withThreads(2)
                .withRegularization(RegularizationLosses.none().l2(0.1));
        TrainingOptions magnitudes = OPTIONS.withThreads(2)
                .withRegularization(RegularizationLosses.none().l1(0.1));
        String ofSquares = trained(DType.FLOAT32, squares);
        String ofMagnitudes = trained(DType.FLOAT32, magnitudes);
        assertThat(List.of(ofSquares, ofMagnitudes, trained(DType.FLOAT32, OPTIONS)))
                .doesNotHaveDuplicates();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<String> left = threads.submit(() -> trained(DType.FLOAT32, squares));
            Future<String> right = threads.submit(() -> trained(DType.FLOAT32, magnitudes));
            Future<String> without = threads.submit(() -> trained(DType.FLOAT32, OPTIONS));
            assertThat(List.of(left.get(), right.get(), without.get()))
                    .containsExactly(ofSquares, ofMagnitudes, trained(DType.FLOAT32, OPTIONS));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void stepsOfTwoTrainingsMayAlternate() {
        SmallNetwork first = SmallNetwork.of(DType.FLOAT32, 7, 6, 12);
        SmallNetwork second = SmallNetwork.of(DType.FLOAT32, 7, 6, 12);
        try (Training left = new Training(first.wakeSleep(), first.model(), first.guide(), dataset(), OPTIONS);
                Training right = new Training(second.wakeSleep(), second.model(), second.guide(), dataset(), OPTIONS)) {
            for (int i = 0; i < 20; i++) {
                assertThat(left.update()).isEqualTo(right.update());
            }
        }
        assertThat(ParameterDigest.sha256(
                        first.model().parameters(), first.guide().parameters()))
                .isEqualTo(trained(DType.FLOAT32, OPTIONS));
    }
}

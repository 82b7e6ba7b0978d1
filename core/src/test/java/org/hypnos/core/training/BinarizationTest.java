package org.hypnos.core.training;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.hypnos.core.SmallNetwork;
import org.hypnos.core.inference.InferenceAlgorithm;
import org.hypnos.core.inference.Phase;
import org.hypnos.core.io.ParameterDigest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BinarizationTest {
    private static final int DATA = 50;
    private static final int PIXELS = 12;

    private static Dataset grey() {
        Tensor like = Tensor.scalar(DType.FLOAT32, 0);
        return Dataset.of(ImmutableMap.of(
                "x",
                RandomStream.of(3).uniform(Shape.of(DATA, PIXELS), like),
                "label",
                Tensor.full(DType.FLOAT32, Shape.of(DATA), 0.5)));
    }

    private static Tensor x(Dataset dataset) {
        return dataset.values().get("x");
    }

    private static double[] inEpoch(Dataset dataset, long epoch, Workspace workspace, int... rows) {
        return dataset.rows(workspace, epoch, rows, 0, rows.length).get("x").toDoubles();
    }

    private static int[] all() {
        int[] all = new int[DATA];
        Arrays.setAll(all, i -> i);
        return all;
    }

    @Test
    void aPixelIsOneWithItsGreyAsProbability() {
        int data = 40_000;
        double[] greys = {0, 1, 0.1, 0.5, 1 / 255f, 254 / 255f};
        double[] pixels = new double[data * greys.length];
        Arrays.setAll(pixels, i -> greys[i % greys.length]);
        Tensor x = Tensor.of(DType.FLOAT32, Shape.of(data, greys.length), pixels);
        double[] drawn =
                x(Dataset.of(Map.of("x", x)).binarized(1, "train", "x")).toDoubles();
        for (int pixel = 0; pixel < greys.length; pixel++) {
            double sum = 0;
            for (int i = pixel; i < drawn.length; i += greys.length) {
                assertThat(drawn[i]).isIn(0.0, 1.0);
                sum += drawn[i];
            }
            // Six deviations of a Bernoulli mean; black and white pixels have none and stay.
            double bound = 6 * Math.sqrt(greys[pixel] * (1 - greys[pixel]) / data);
            assertThat(sum / data).isCloseTo(greys[pixel], within(bound + 1e-12));
        }
    }

    @Test
    void whatIsNotNamedStays() {
        Dataset fixed = grey().withInputs(Set.of("label")).binarized(1, "train", "x");
        assertThat(fixed.values().get("label").get(0)).isEqualTo(0.5);
        assertThat(fixed.inputNames()).containsExactly("label");
        Dataset drawn = grey().binarizedEachEpoch(1, "train", "x");
        assertThat(drawn.rows(new Workspace(Engine.plain()), 3, new int[] {7}, 0, 1)
                        .get("label")
                        .item())
                .isEqualTo(0.5);
    }

    @Test
    void seedSetAndEpochMakeOtherDraws() {
        assertThat(x(grey().binarized(1, "train", "x")).toDoubles())
                .isEqualTo(x(grey().binarized(1, "train", "x")).toDoubles())
                .isNotEqualTo(x(grey().binarized(2, "train", "x")).toDoubles())
                .isNotEqualTo(x(grey().binarized(1, "valid", "x")).toDoubles());
        Dataset drawn = grey().binarizedEachEpoch(1, "train", "x");
        assertThat(inEpoch(drawn, 0, Workspace.HEAP, all()))
                .isEqualTo(inEpoch(drawn, 0, Workspace.HEAP, all()))
                .isNotEqualTo(inEpoch(drawn, 1, Workspace.HEAP, all()))
                .isNotEqualTo(x(grey().binarized(1, "train", "x")).toDoubles());
    }

    /** Neither the batch nor the shard in which a datum stands changes its draw. */
    @Test
    void aDatumIsDrawnByItsPlaceAmongTheData() {
        Dataset drawn = grey().binarizedEachEpoch(1, "train", "x");
        double[] whole = inEpoch(drawn, 5, Workspace.HEAP, all());
        int[] rows = {40, 3, 3, 17, 49, 0};
        Workspace workspace = new Workspace(Engine.plain());
        double[] some = drawn.rows(workspace, 5, rows, 1, 5).get("x").toDoubles();
        for (int i = 0; i < some.length; i++) {
            assertThat(some[i]).isEqualTo(whole[rows[1 + i / PIXELS] * PIXELS + i % PIXELS]);
        }
    }

    /** What one JDK and engine drew once, all draw. */
    @Test
    @Tag("bits")
    void theBitsAreTheSameEverywhere() {
        Dataset drawn = grey().binarizedEachEpoch(1, "train", "x");
        Hasher hasher = Hashing.sha256().newHasher();
        for (Engine engine : new Engine[] {Engine.plain(), Engine.fastest()}) {
            assertThat(inEpoch(drawn, 2, new Workspace(engine), all()))
                    .isEqualTo(inEpoch(drawn, 2, Workspace.HEAP, all()));
        }
        for (double[] numbers : new double[][] {
            inEpoch(drawn, 2, Workspace.HEAP, all()),
            x(grey().binarized(1, "train", "x")).toDoubles()
        }) {
            for (double number : numbers) {
                hasher.putDouble(number);
            }
        }
        assertThat(hasher.hash().toString())
                .isEqualTo("2afc9f61cc3177678bd3470b90a6723d793db8ab06db8de6e257b3bdb1607cac");
    }

    private static String trained(Dataset dataset, TrainingOptions options) {
        SmallNetwork network = SmallNetwork.of(DType.FLOAT32, 7, 6, PIXELS);
        try (Training training =
                new Training(network.wakeSleep(), network.model(), network.guide(), dataset, options)) {
            SmallTraining.run(training, 20);
        }
        return ParameterDigest.sha256(
                network.model().parameters(), network.guide().parameters());
    }

    private static Dataset drawnEachEpoch() {
        return Dataset.of(Map.of("x", x(grey()).unnamed())).binarizedEachEpoch(1, "train", "x");
    }

    @Test
    @Tag("bits")
    void threadsShardsAndEnginesChangeNoBit() {
        TrainingOptions options = TrainingOptions.of(1, 20).withThreads(1).withOptimizer(Optimizer.adam(0.01));
        String digest = trained(drawnEachEpoch(), options);
        assertThat(trained(drawnEachEpoch(), options.withThreads(3))).isEqualTo(digest);
        assertThat(trained(drawnEachEpoch(), options.withShardSize(20))).isEqualTo(digest);
        assertThat(trained(drawnEachEpoch(), options.withEngine(Engine.plain())))
                .isEqualTo(digest);
    }

    @Test
    void blackAndWhiteDataTrainTheSameBitsDrawnOrNot() {
        TrainingOptions options = TrainingOptions.of(1, 20).withThreads(1);
        Tensor binary = x(grey().binarized(1, "train", "x")).unnamed();
        Dataset plain = Dataset.of(Map.of("x", binary));
        assertThat(trained(plain.binarizedEachEpoch(9, "train", "x"), options)).isEqualTo(trained(plain, options));
    }

    /** A training sees each datum as it is in the epoch of the step, in whatever order. */
    @Test
    void trainingSeesTheEpochsDraws() {
        Map<Long, double[]> sums = new HashMap<>();
        SmallNetwork network = SmallNetwork.of(DType.FLOAT32, 7, 6, PIXELS);
        InferenceAlgorithm watched = () -> network.wakeSleep().phases().stream()
                .map(phase -> Phase.always(phase.name(), (tracer, batch) -> {
                    sums.computeIfAbsent(batch.step() / 3, epoch -> new double[1])[0] +=
                            batch.values().get("x").sum().item();
                    return phase.objective().evaluate(tracer, batch);
                }))
                .collect(toImmutableList());
        Dataset drawn = drawnEachEpoch();
        try (Training training = new Training(
                watched,
                network.model(),
                network.guide(),
                drawn,
                TrainingOptions.of(1, 20).withThreads(1))) {
            StepReport first = training.update(); // beside a look at every phase
            assertThat(first.step()).isZero();
            sums.clear();
            SmallTraining.run(training, 8);
        }
        int phases = network.wakeSleep().phases().size();
        for (long epoch = 1; epoch <= 2; epoch++) {
            double sum =
                    Arrays.stream(inEpoch(drawn, epoch, Workspace.HEAP, all())).sum();
            assertThat(sums.get(epoch)[0]).isEqualTo(phases * sum);
        }
    }

    @Test
    void slips() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grey().binarized(1, "train", "y"))
                .withMessage("there is no 'y' to binarise; there are [x, label]");
        for (double number : new double[] {-0.5, 1.5, Double.NaN}) {
            Dataset wrong = Dataset.of(Map.of("x", Tensor.full(DType.FLOAT32, Shape.of(3), number)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> wrong.binarizedEachEpoch(1, "train", "x"))
                    .withMessage("'x' has the number " + number + ", which is no probability; grey is between 0 and 1");
        }
    }

    @Test
    void evaluationNeedsDataThatStay() {
        Dataset drawn = grey().binarizedEachEpoch(1, "train", "x");
        assertThatIllegalStateException()
                .isThrownBy(drawn::asBatch)
                .withMessageContaining("drawn anew in each epoch of training; take those of Dataset.binarized");
        assertThatIllegalStateException().isThrownBy(() -> drawn.rows(Workspace.HEAP, 0, 1));
    }
}

package org.hypnos.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.Program;
import org.hypnos.core.evaluation.ExactNll;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.io.Bars;
import org.hypnos.core.io.ParameterDigest;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NetworksTest {
    private static final int PIXELS = 3;

    private static Pair network(LayerKind model, LayerKind guide, Latent latent) {
        return Networks.of(named(model, guide, latent), 5);
    }

    private static NetworkPlan named(LayerKind model, LayerKind guide, Latent latent) {
        return NetworkPlan.of(name(model), name(guide), name(latent), List.of(3, 2), PIXELS);
    }

    private static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** All 8 images of 3 pixels, one after the other. */
    private static Tensor allImages() {
        double[] pixels = new double[8 * PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i / PIXELS) >> (i % PIXELS) & 1;
        }
        return Tensor.of(DType.FLOAT32, Shape.of(8, PIXELS), pixels);
    }

    /** Weights that matter, so that nothing adds up because it is constant. */
    private static void shake(Program program) {
        for (Parameter parameter : program.parameters()) {
            parameter.set(RandomStream.of(7, 0, parameter.name()).normal(parameter.shape(), parameter.value()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theModelsProbabilitiesOfAllImagesAddUpToOne(LayerKind kind) {
        Pair pair = network(kind, LayerKind.SBN, Latent.BINARY);
        shake(pair.model());
        double sum = 0;
        for (int i = 0; i < 8; i++) {
            Dataset image = Dataset.of(Map.of("x", allImages().slice(0, i, i + 1)));
            sum += Math.exp(
                    -ExactNll.of(pair.model(), image, Engine.fastest(), 1).nats());
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @ParameterizedTest
    @EnumSource
    void theGuidesProbabilitiesOfAllCausesAddUpToOneForEachImage(LayerKind kind) {
        Pair pair = network(LayerKind.SBN, kind, Latent.BINARY);
        shake(pair.guide());
        for (int i = 0; i < 8; i++) {
            Dataset image =
                    Dataset.of(Map.of("x", allImages().slice(0, i, i + 1))).withInputs(Set.of("x"));
            assertThat(ExactNll.of(pair.guide(), image, Engine.fastest(), 1).nats())
                    .isCloseTo(0, within(1e-5));
        }
    }

    static Stream<Arguments> all() {
        return Arrays.stream(LayerKind.values())
                .flatMap(model -> Arrays.stream(LayerKind.values())
                        .flatMap(guide ->
                                Arrays.stream(Latent.values()).map(latent -> Arguments.of(model, guide, latent))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void aStepMovesBothSidesToTheSameBitsOnOneThreadAndThree(LayerKind model, LayerKind guide, Latent latent) {
        Pair before = network(model, guide, latent);
        Pair one = step(network(model, guide, latent), 1);
        Pair three = step(network(model, guide, latent), 3);
        assertThat(digest(one.model())).isNotEqualTo(digest(before.model())).isEqualTo(digest(three.model()));
        assertThat(digest(one.guide())).isNotEqualTo(digest(before.guide())).isEqualTo(digest(three.guide()));
    }

    private static Pair step(Pair pair, int threads) {
        Dataset images = Dataset.of(Map.of("x", allImages()));
        TrainingOptions options = TrainingOptions.of(1, 8).withShardSize(2).withThreads(threads);
        try (Training training = new Training(
                Inference.installed().create("rws", pair.model(), pair.guide(), Map.of("insomnia", "0.5")),
                pair.model(),
                pair.guide(),
                images,
                options)) {
            assertThat(training.update().thetaLoss().orElseThrow()).isFinite();
        }
        return pair;
    }

    private static String digest(Program program) {
        return ParameterDigest.sha256(program.parameters());
    }

    @Test
    void allKindsBeginAlikeAndBySeed() {
        for (LayerKind kind : LayerKind.values()) {
            Pair pair = network(kind, kind, Latent.BINARY);
            assertThat(value(pair.model(), "model/h2/bias")).containsOnly(-2);
            assertThat(value(pair.model(), "model/h1/bias")).containsOnly(-2);
            assertThat(value(pair.guide(), "guide/h1/bias")).containsOnly(-2);
            assertThat(value(pair.model(), "model/x/bias")).containsOnly(0);
        }
        NetworkPlan plan = NetworkPlan.sigmoidBelief(PIXELS, List.of(3, 2));
        assertThat(digest(Networks.of(plan, 1).guide()))
                .isNotEqualTo(digest(Networks.of(plan, 2).guide()));
        assertThat(digest(Networks.of(plan, 5).model()))
                .isEqualTo(digest(
                        network(LayerKind.SBN, LayerKind.SBN, Latent.BINARY).model()));
    }

    @Test
    void biasesOfPixelsMayBeginAtTheDatasLogits() {
        Tensor images = Tensor.of(DType.FLOAT32, Shape.of(4, PIXELS), 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1);
        Tensor probabilities = Tensor.of(DType.FLOAT64, Shape.of(4), 0.25, 0.25, 0.25, 0.25);
        NetworkPlan plan = named(LayerKind.NADE, LayerKind.SBN, Latent.GAUSSIAN);
        for (Dataset data :
                List.of(Dataset.of(Map.of("x", images)), Dataset.weighted(Map.of("x", images), probabilities))) {
            double[] biases = value(Networks.of(plan.withBiasesFrom(data), 1).model(), "model/x/bias");
            assertThat(biases[0]).isCloseTo(-Math.log(999), within(1e-5));
            assertThat(biases[1]).isCloseTo(Math.log(999), within(1e-5));
            assertThat(biases[2]).isCloseTo(Math.log(3), within(1e-6));
        }
    }

    private static double[] value(Program program, String name) {
        for (Parameter parameter : program.parameters()) {
            if (parameter.name().equals(name)) {
                return parameter.value().toDoubles();
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void aGaussianTopHasNoParametersInTheModel() {
        Pair pair = network(LayerKind.NADE, LayerKind.DSBN, Latent.GAUSSIAN);
        assertThat(pair.model().parameters())
                .noneMatch(parameter -> parameter.name().startsWith("model/h2"));
        assertThat(pair.guide().parameters())
                .extracting(Parameter::name)
                .contains("guide/h2/0/weight", "guide/h2/1/weight");
    }

    @Test
    void slipsAreToldWithTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkPlan.of("darnn", "sbn", "binary", List.of(2), 3))
                .withMessageContaining("--model darnn: did you mean 'darn'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkPlan.of("sbn", "SBN", "binary", List.of(2), 3))
                .withMessageContaining("--guide SBN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkPlan.of("sbn", "sbn", "gausian", List.of(2), 3))
                .withMessageContaining("--latent gausian: did you mean 'gaussian'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkPlan.of("sbn", "sbn", "binary", List.of(), 3))
                .withMessageContaining("at least one hidden layer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkPlan.of("sbn", "sbn", "binary", List.of(3, 0), 3))
                .withMessageContaining("at least 1 unit, found 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        NetworkPlan.of("sbn", "sbn", "binary", List.of(3), 3).withBiasesFrom(Bars.fiveByFive()))
                .withMessageContaining("25 pixels do not fit a network of 3");
    }
}

package example.elbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * z ~ N(0, 1) and x ~ N(2 z + 1, 0.5), explained by q(z given x) = N(slope x + offset, exp(logScale)), which can be the exact
 * posterior: its precision is 1 + 4 / 0.25 = 17, its mean 2 (x - 1) / 0.25 / 17.
 */
class LinearGaussianTest {
    private static final double SLOPE = 8.0 / 17;
    private static final double OFFSET = -8.0 / 17;
    private static final double LOG_SCALE = -0.5 * Math.log(17);
    private static final double[] X = {-2.3, 0.4, 1.1, 2.6, 5.2};

    private final ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
    private final ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);
    private final Parameter bias = theta.create("bias", Shape.SCALAR, Initializer.constant(1));
    private final Parameter slope = phi.create("slope", Shape.SCALAR, Initializer.zeros());
    private final Parameter offset = phi.create("offset", Shape.SCALAR, Initializer.zeros());
    private final Parameter logScale = phi.create("logScale", Shape.SCALAR, Initializer.zeros());
    private final Tensor zero = Tensor.scalar(DType.FLOAT64, 0);

    private final Program model = Program.of(theta, context -> {
        Tensor z = context.sample("z", new Normal(zero, zero.add(1)));
        context.sample("x", new Normal(z.mul(2).add(context.param(bias)), zero.add(0.5)));
    });
    private final Program guide = Program.of(phi, context -> {
        Tensor mean = context.given("x").mul(context.param(slope)).add(context.param(offset));
        context.sample("z", new Normal(mean, context.param(logScale).exp()));
    });

    private StepReport train(Program ofGuide, String gradient, Optimizer optimizer, int steps) {
        Dataset data = Dataset.of(Map.of("x", Tensor.of(DType.FLOAT64, Shape.of(X.length), X)));
        TrainingOptions options = TrainingOptions.of(1, X.length)
                .withThreads(1)
                .withOptimizer(optimizer)
                .withFrozen("model/*");
        try (Training training = new Training(
                Inference.installed().create("elbo", model, ofGuide, Map.of("gradient", gradient)),
                model,
                ofGuide,
                data,
                options)) {
            StepReport report = training.update();
            for (int step = 1; step < steps; step++) {
                report = training.update();
            }
            return report;
        }
    }

    /** x ~ N(1, 4.25). */
    private static double negativeLogEvidence() {
        double sum = 0;
        for (double x : X) {
            sum += 0.5 * Math.log(2 * Math.PI * 4.25) + (x - 1) * (x - 1) / (2 * 4.25);
        }
        return sum / X.length;
    }

    private void requireExactPosterior(double tolerance) {
        assertThat(slope.value().item()).isCloseTo(SLOPE, within(tolerance));
        assertThat(offset.value().item()).isCloseTo(OFFSET, within(tolerance));
        assertThat(logScale.value().item()).isCloseTo(LOG_SCALE, within(tolerance));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "pathwise", "score"})
    void atTheExactPosteriorEveryDrawTellsTheEvidenceAndNothingMoves(String gradient) {
        slope.set(Tensor.scalar(DType.FLOAT64, SLOPE));
        offset.set(Tensor.scalar(DType.FLOAT64, OFFSET));
        logScale.set(Tensor.scalar(DType.FLOAT64, LOG_SCALE));
        StepReport report = train(guide, gradient, Optimizer.sgd(1), 1);
        assertThat(report.phiLoss().orElseThrow()).isCloseTo(negativeLogEvidence(), within(1e-12));
        requireExactPosterior(1e-12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "pathwise", "score"})
    void theGuideLearnsTheExactPosterior(String gradient) {
        Optimizer adam = Optimizer.adam(0.05).withRate(Schedule.cosine(0.05, 4000));
        StepReport report = train(guide, gradient, adam, 4000);
        requireExactPosterior(1e-3);
        assertThat(report.phiLoss().orElseThrow()).isCloseTo(negativeLogEvidence(), within(1e-3));
        assertThat(bias.value().item()).as("what is frozen").isEqualTo(1);
    }

    @Test
    void aSiteWithoutAPathIsNamed() {
        Program coin = Program.of(phi, context -> {
            Tensor logits = context.given("x").mul(context.param(slope));
            context.sample("z", new Bernoulli(logits));
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(coin, "pathwise", Optimizer.sgd(1), 1))
                .withMessageContaining("site 'z'")
                .withMessageContaining("set gradient = auto or score");
    }
}

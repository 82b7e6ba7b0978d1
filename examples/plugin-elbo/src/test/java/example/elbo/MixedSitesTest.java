package example.elbo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Inference;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.StepReport;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.Bernoulli;
import org.hypnos.distributions.Normal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A coin d and a number z explain x ~ N(z + d, 1); q(d) = Bernoulli(logit), q(z) = N(mean, 0.8). */
class MixedSitesTest {
    private static final int SEEDS = 60;
    private static final double X = 1.7;
    private static final double LOGIT = 0.4;
    private static final double MEAN = 0.3;

    private final Tensor zero = Tensor.scalar(DType.FLOAT64, 0);

    /** How far one step of length 1 moves logit and mean, on 500 times the same datum. */
    private double[] moved(String gradient, long seed) {
        ParameterStore theta = new ParameterStore("model", DType.FLOAT64, 1);
        ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);
        Parameter noise = theta.create("noise", Shape.SCALAR, Initializer.constant(1));
        Parameter logit = phi.create("logit", Shape.SCALAR, Initializer.constant(LOGIT));
        Parameter mean = phi.create("mean", Shape.SCALAR, Initializer.constant(MEAN));
        Program model = Program.of(theta, context -> {
            Tensor d = context.sample("d", new Bernoulli(zero));
            Tensor z = context.sample("z", new Normal(zero, zero.add(1)));
            context.sample("x", new Normal(z.add(d), context.param(noise)));
        });
        Program guide = Program.of(phi, context -> {
            Tensor each = context.given("x").mul(0);
            context.sample("d", new Bernoulli(context.param(logit).add(each)));
            context.sample("z", new Normal(context.param(mean).add(each), zero.add(0.8)));
        });
        Dataset data = Dataset.of(Map.of("x", Tensor.full(DType.FLOAT64, Shape.of(500), X)));
        TrainingOptions options = TrainingOptions.of(seed, 500).withThreads(1).withOptimizer(Optimizer.sgd(1));
        try (Training training = new Training(
                Inference.installed().create("elbo", model, guide, Map.of("gradient", gradient)),
                model,
                guide,
                data,
                options)) {
            StepReport report = training.update();
            assertThat(report.leftOut()).isZero();
        }
        return new double[] {
            logit.value().item() - LOGIT, mean.value().item() - MEAN,
        };
    }

    /**
     * With s = sigmoid(logit), ELBO = -((x - mean)^2 - 2 (x - mean) s + s) / 2 - mean^2 / 2 + entropy(s) + constants, and the
     * entropy's derivative for logit is -logit s (1 - s).
     */
    @ParameterizedTest
    @ValueSource(strings = {"auto", "score"})
    void theExpectedStepIsTheGradientOfTheElbo(String gradient) {
        double s = 1 / (1 + Math.exp(-LOGIT));
        double[] expected = {
            (X - MEAN - 0.5 - LOGIT) * s * (1 - s), X - MEAN - s - MEAN,
        };
        for (int i = 0; i < expected.length; i++) {
            double sum = 0;
            double squares = 0;
            for (long seed = 0; seed < SEEDS; seed++) {
                double own = moved(gradient, seed)[i];
                sum += own;
                squares += own * own;
            }
            double mean = sum / SEEDS;
            double standardError = Math.sqrt((squares / SEEDS - mean * mean) / (SEEDS - 1));
            // Student's t with 59 degrees of freedom is beyond 7 once in 10^8.
            assertThat(Math.abs(mean - expected[i]))
                    .as("gradient %s: mean step %s of parameter %s, expected %s", gradient, mean, i, expected[i])
                    .isLessThan(7 * standardError);
        }
    }
}

package org.hypnos.inference.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.autodiff.layers.Mlp;
import org.hypnos.core.ParameterStore;
import org.hypnos.core.Program;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.inference.Schedule;
import org.hypnos.core.training.Dataset;
import org.hypnos.core.training.Optimizer;
import org.hypnos.core.training.Training;
import org.hypnos.core.training.TrainingOptions;
import org.hypnos.distributions.LowerCholesky;
import org.hypnos.distributions.Monotone;
import org.hypnos.distributions.MultivariateNormal;
import org.hypnos.distributions.Normal;
import org.hypnos.distributions.layers.DiagonalGaussian;
import org.hypnos.distributions.layers.FullGaussian;
import org.hypnos.distributions.layers.Layer;
import org.junit.jupiter.api.Test;

/**
 * A guide of Gaussian latents that learns from dreams of a fixed linear model, z ~ N(0, I), x ~ N(z W, s^2 I): it finds the
 * exact posterior N(x M, C) with C = (I + W W^T / s^2)^-1 and M = W^T C / s^2.
 */
class LinearGaussianTest {
    private static final double[][] W = {{1, 0.5, -0.5}, {0, 1, 0.8}};
    private static final double VARIANCE = 0.5; // s^2
    private static final int STEPS = 800;
    private static final double TOLERANCE = 0.03;

    private final ParameterStore phi = new ParameterStore("guide", DType.FLOAT64, 1);

    private static Tensor tensor(Shape shape, double... values) {
        return Tensor.of(DType.FLOAT64, shape, values);
    }

    private static Program model() {
        Tensor weight = tensor(Shape.of(2, 3), W[0][0], W[0][1], W[0][2], W[1][0], W[1][1], W[1][2]);
        Tensor zeros = Tensor.zeros(DType.FLOAT64, Shape.of(2));
        Tensor ones = Tensor.full(DType.FLOAT64, Shape.of(2), 1);
        Tensor noise = Tensor.scalar(DType.FLOAT64, Math.sqrt(VARIANCE));
        return Program.of(new ParameterStore("model", DType.FLOAT64, 1), context -> {
            Tensor z = context.sample("z", new Normal(zeros, ones).toEvent(1));
            context.sample("x", new Normal(z.matmul(weight), noise).toEvent(1));
        });
    }

    /** C: the inverse of a matrix of two rows. */
    private static double[][] covariance() {
        double a = 1 + dot(W[0], W[0]) / VARIANCE;
        double b = dot(W[0], W[1]) / VARIANCE;
        double d = 1 + dot(W[1], W[1]) / VARIANCE;
        double determinant = a * d - b * b;
        return new double[][] {{d / determinant, -b / determinant}, {-b / determinant, a / determinant}};
    }

    /** L L^T. */
    private static Tensor covariance(MultivariateNormal q) {
        return q.scaleTril().matmul(q.scaleTril().transpose());
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** x M. */
    private static double[] mean(double... x) {
        double[] projected = {dot(x, W[0]) / VARIANCE, dot(x, W[1]) / VARIANCE};
        double[][] c = covariance();
        return new double[] {dot(projected, c[0]), dot(projected, c[1])};
    }

    private void train(Layer layer) {
        Program guide =
                Program.of(phi, context -> context.sample("z", layer.given(context::param, context.given("x"))));
        Programs programs = Programs.of(model(), guide);
        Schedule rate = Schedule.cosine(0.05, STEPS);
        TrainingOptions options = TrainingOptions.of(1, 20)
                .withThreads(1)
                .withOptimizer(Optimizer.adam(0.05).withRate(rate));
        Dataset any = Dataset.of(ImmutableMap.of("x", Tensor.zeros(DType.FLOAT64, Shape.of(20, 3))));
        WakeSleep algorithm = new WakeSleep(programs, 10, WakeSleep.PhaseQ.SLEEP, 1, 1);
        try (Training training = new Training(algorithm, programs.model(), guide, any, options)) {
            for (int step = 0; step < STEPS; step++) {
                assertThat(training.update().leftOut()).isZero();
            }
        }
    }

    private Mlp affine(int outputs) {
        return Mlp.create(phi::create, "network", Initializer.zeros(), x -> x, 3, outputs);
    }

    private static final double[][] POINTS = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, -1, 2}};

    @Test
    void aFullCovarianceReachesThePosterior() {
        FullGaussian layer = new FullGaussian(affine(5), new LowerCholesky(new Monotone.Softplus()));
        train(layer);
        double[][] c = covariance();
        for (double[] x : POINTS) {
            MultivariateNormal q =
                    (MultivariateNormal) layer.given(parameter -> parameter.value(), tensor(Shape.of(3), x));
            assertThat(q.location().toDoubles()).containsExactly(mean(x), within(TOLERANCE));
            assertThat(covariance(q).toDoubles())
                    .containsExactly(new double[] {c[0][0], c[0][1], c[1][0], c[1][1]}, within(TOLERANCE));
        }
    }

    /** The inclusive divergence, which dreams teach, has the posterior's own means and variances as its best. */
    @Test
    void aDiagonalCovarianceReachesThePosteriorsMeansAndVariances() {
        DiagonalGaussian layer = new DiagonalGaussian(affine(4), new Monotone.Softplus());
        train(layer);
        double[][] c = covariance();
        for (double[] x : POINTS) {
            Tensor made = layer.network().apply(parameter -> parameter.value(), tensor(Shape.of(3), x));
            double[] variances =
                    layer.positive().forward(made.slice(0, 2, 4)).square().toDoubles();
            assertThat(made.slice(0, 0, 2).toDoubles()).containsExactly(mean(x), within(TOLERANCE));
            assertThat(variances).containsExactly(new double[] {c[0][0], c[1][1]}, within(TOLERANCE));
        }
    }
}

package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.hypnos.autodiff.UpdateRule.Adam;
import org.hypnos.autodiff.UpdateRule.Momentum;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescentTest {
    private static final int N = 50;
    private static final int STEPS = 20;
    private static final Adam ADAM = new Adam(0.9, 0.999, 1e-8);

    private static Parameter parameter(DType dtype) {
        return new Parameter("w", RandomStream.of(1).normal(Shape.of(N), Tensor.scalar(dtype, 0)));
    }

    private static Tensor gradient(DType dtype, int step) {
        return RandomStream.of(100 + step).normal(Shape.of(N), Tensor.scalar(dtype, 0));
    }

    private static double tolerance(DType dtype) {
        return dtype == DType.FLOAT32 ? 1e-5 : 1e-14;
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void adamGoesAsThePaperSays(DType dtype) {
        Parameter parameter = parameter(dtype);
        double[] x = parameter.value().toDoubles();
        double[] m = new double[N];
        double[] v = new double[N];
        Descent descent = new Descent(parameter, ADAM);
        for (int step = 1; step <= STEPS; step++) {
            Tensor g = gradient(dtype, step);
            descent.begin(whole(g), 0.01);
            descent.run(0, Workspace.HEAP);
            for (int i = 0; i < N; i++) {
                m[i] = 0.9 * m[i] + 0.1 * g.get(i);
                v[i] = 0.999 * v[i] + 0.001 * g.get(i) * g.get(i);
                double first = m[i] / (1 - Math.pow(0.9, step));
                double second = v[i] / (1 - Math.pow(0.999, step));
                x[i] -= 0.01 * first / (Math.sqrt(second) + 1e-8);
            }
        }
        assertThat(parameter.value().toDoubles()).containsExactly(x, within(tolerance(dtype)));
        assertThat(descent.steps()).isEqualTo(STEPS);
        assertThat(descent.parameter()).isSameAs(parameter);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.9})
    void momentumRemembersGradients(double momentum) {
        Parameter parameter = parameter(DType.FLOAT64);
        double[] x = parameter.value().toDoubles();
        double[] v = new double[N];
        Descent descent = new Descent(parameter, new Momentum(momentum));
        for (int step = 1; step <= STEPS; step++) {
            Tensor g = gradient(DType.FLOAT64, step);
            double rate = 0.1 / step;
            descent.begin(whole(g), rate);
            descent.run(0, Workspace.HEAP);
            for (int i = 0; i < N; i++) {
                v[i] = momentum * v[i] + g.get(i);
                x[i] -= rate * v[i];
            }
        }
        assertThat(parameter.value().toDoubles()).containsExactly(x, within(1e-14));
    }

    /** A matrix of several panels goes as its columns do each by itself. */
    @ParameterizedTest
    @EnumSource(DType.class)
    void panelsInAnyOrderGiveTheSameBits(DType dtype) {
        for (UpdateRule rule : List.of(ADAM, new Momentum(0.9))) {
            Tensor start = RandomStream.of(1).normal(Shape.of(150, 201), Tensor.scalar(dtype, 0));
            Parameter whole = new Parameter("w", start);
            Descent descent = new Descent(whole, rule);
            assertThat(descent.panels()).isEqualTo(4);
            for (int step = 0; step < STEPS; step++) {
                descent.begin(whole(gradientOfMatrix(dtype, step)), 0.01);
                for (int panel = descent.panels() - 1; panel >= 0; panel--) {
                    descent.run(panel, Workspace.HEAP);
                }
            }
            for (int column : new int[] {0, 63, 64, 65, 127, 200}) {
                Parameter alone = new Parameter("w", start.slice(1, column, column + 1));
                Descent ofColumn = new Descent(alone, rule);
                for (int step = 0; step < STEPS; step++) {
                    ofColumn.begin(whole(gradientOfMatrix(dtype, step).slice(1, column, column + 1)), 0.01);
                    ofColumn.run(0, Workspace.HEAP);
                }
                assertThat(Numbers.bits(whole.value().slice(1, column, column + 1)))
                        .isEqualTo(Numbers.bits(alone.value()));
            }
        }
    }

    private static Tensor gradientOfMatrix(DType dtype, int step) {
        return RandomStream.of(100 + step).normal(Shape.of(150, 201), Tensor.scalar(dtype, 0));
    }

    @Test
    void gradientsAreAddedInOrder() {
        Tensor large = Tensor.of(Shape.of(1), 1e8f);
        Tensor one = Tensor.of(Shape.of(1), 1);
        assertThat(moved(large, one, large.neg())).isZero();
        assertThat(moved(large, large.neg(), one)).isEqualTo(-1);
    }

    private static double moved(Tensor... gradients) {
        Parameter parameter = new Parameter("w", Tensor.of(Shape.of(1), 0));
        Descent descent = new Descent(parameter, new Momentum(0));
        descent.begin(whole(gradients), 1);
        descent.run(0, Workspace.HEAP);
        return parameter.value().item();
    }

    @Test
    void gradientsAreNotChanged() {
        Tensor first = gradient(DType.FLOAT32, 1);
        double[] before = first.toDoubles();
        Descent descent = new Descent(parameter(DType.FLOAT32), ADAM);
        descent.begin(whole(first, gradient(DType.FLOAT32, 2)), 0.01);
        descent.run(0, Workspace.HEAP);
        assertThat(first.toDoubles()).isEqualTo(before);
    }

    @Test
    void aGradientThatDoesNotFitIsNamed() {
        Descent descent = new Descent(parameter(DType.FLOAT32), ADAM);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> descent.begin(whole(Tensor.zeros(DType.FLOAT32, Shape.of(3))), 0.01))
                .withMessageContainingAll("the gradient of 'w[50]' is", "[3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> descent.begin(whole(gradient(DType.FLOAT64, 1)), 0.01))
                .withMessageContaining("FLOAT64");
        assertThat(descent).hasToString("w[50] by " + ADAM + " after 0 steps");
    }

    private static List<GradientTerm> whole(Tensor... gradients) {
        return Arrays.stream(gradients)
                .map(gradient -> (GradientTerm) new GradientTerm.Whole(gradient))
                .toList();
    }

    /** Two products and a whole term, by panels: what a parameter [130, 137] of two shards and a penalty meets. */
    private static long[] trainedByProducts(Engine engine, DType dtype) {
        Tensor like = Tensor.scalar(dtype, 0);
        Shape shape = Shape.of(130, 137);
        Parameter parameter = new Parameter("w", RandomStream.of(1).normal(shape, like));
        Descent descent = new Descent(parameter, ADAM);
        Workspace workspace = new Workspace(engine);
        for (int step = 0; step < STEPS; step++) {
            RandomStream random = RandomStream.of(step);
            descent.begin(
                    List.of(
                            new GradientTerm.Factors(
                                    shape,
                                    random.normal(Shape.of(9, 130), like),
                                    random.normal(Shape.of(9, 137), like),
                                    random.normal(Shape.of(9), like)),
                            new GradientTerm.Whole(random.normal(shape, like)),
                            new GradientTerm.Factors(
                                    shape,
                                    random.normal(Shape.of(4, 130), like),
                                    random.normal(Shape.of(4, 137), like),
                                    null)),
                    0.01);
            for (int panel = descent.panels() - 1; panel >= 0; panel--) {
                descent.run(panel, workspace);
            }
        }
        return Numbers.bits(parameter.value());
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    @Tag("bits")
    void productsGiveTheSameBitsByAllEngines(DType dtype) {
        assertThat(trainedByProducts(Engine.fastest(), dtype)).isEqualTo(trainedByProducts(Engine.plain(), dtype));
    }

    @Test
    void aProductMovesAsItsValueDoes() {
        Tensor like = Tensor.scalar(DType.FLOAT64, 0);
        GradientTerm product = new GradientTerm.Factors(
                Shape.of(130, 137),
                RandomStream.of(1).normal(Shape.of(9, 130), like),
                RandomStream.of(2).normal(Shape.of(9, 137), like),
                RandomStream.of(3).normal(Shape.of(9), like));
        Parameter parameter = new Parameter("w", Tensor.zeros(DType.FLOAT64, Shape.of(130, 137)));
        Descent descent = new Descent(parameter, new Momentum(0));
        descent.begin(List.of(product), 1);
        for (int panel = 0; panel < descent.panels(); panel++) {
            descent.run(panel, Workspace.HEAP);
        }
        assertThat(parameter.value().neg().toDoubles())
                .isEqualTo(product.value().toDoubles());
    }

    @Test
    void smallParametersAreOnePanel() {
        assertThat(panels(784)).isEqualTo(1);
        assertThat(panels(10, 200)).isEqualTo(1);
        assertThat(panels(200, 784)).isEqualTo(13);
        assertThat(panels()).isEqualTo(1);
    }

    private static int panels(int... dims) {
        return new Descent(new Parameter("w", Tensor.zeros(DType.FLOAT32, Shape.of(dims))), ADAM).panels();
    }
}

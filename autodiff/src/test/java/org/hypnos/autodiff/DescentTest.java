package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hypnos.autodiff.UpdateRule.Adam;
import org.hypnos.autodiff.UpdateRule.Momentum;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    /** A rule for one number, as its paper has it. */
    private interface Reference {
        double moved(double x, double[] remembered, double g, double rate);
    }

    static Stream<Arguments> references() {
        return Stream.of(
                rule(new UpdateRule.Gradient(), 0, (x, v, g, rate) -> x - rate * g),
                rule(new Momentum(0), 1, (x, v, g, rate) -> x - rate * g),
                rule(new Momentum(0.9), 1, (x, v, g, rate) -> {
                    v[0] = 0.9 * v[0] + g;
                    return x - rate * v[0];
                }),
                rule(new UpdateRule.Nesterov(0.9), 1, (x, v, g, rate) -> {
                    v[0] = 0.9 * v[0] + g;
                    return x - rate * (g + 0.9 * v[0]);
                }),
                rule(new UpdateRule.RmsProp(0.9, 1e-3), 1, (x, v, g, rate) -> {
                    v[0] = 0.9 * v[0] + 0.1 * g * g;
                    return x - rate * g / (Math.sqrt(v[0]) + 1e-3);
                }),
                rule(new UpdateRule.Adagrad(1e-3), 1, (x, v, g, rate) -> {
                    v[0] += g * g;
                    return x - rate * g / (Math.sqrt(v[0]) + 1e-3);
                }),
                rule(new UpdateRule.Adadelta(0.95, 1e-3), 2, (x, v, g, rate) -> {
                    v[0] = 0.95 * v[0] + 0.05 * g * g;
                    double delta = Math.sqrt(v[1] + 1e-3) / Math.sqrt(v[0] + 1e-3) * g;
                    v[1] = 0.95 * v[1] + 0.05 * delta * delta;
                    return x - rate * delta;
                }),
                rule(new Adam(0.9, 0.99, 1e-3, 0.25), 4, (x, v, g, rate) -> {
                    v[0] = 0.9 * v[0] + 0.1 * g;
                    v[1] = 0.99 * v[1] + 0.01 * g * g;
                    v[2]++;
                    double first = v[0] / (1 - Math.pow(0.9, v[2]));
                    double second = v[1] / (1 - Math.pow(0.99, v[2]));
                    return x - rate * (first / (Math.sqrt(second) + 1e-3) + 0.25 * x);
                }));
    }

    private static Arguments rule(UpdateRule rule, int remembered, Reference reference) {
        return Arguments.of(rule, remembered, reference);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void aRuleGoesAsItsFormulaSays(UpdateRule rule, int remembered, Reference reference) {
        Parameter parameter = parameter(DType.FLOAT64);
        double[] x = parameter.value().toDoubles();
        double[][] memory = new double[N][remembered];
        Descent descent = new Descent(parameter, rule);
        for (int step = 1; step <= STEPS; step++) {
            Tensor g = gradient(DType.FLOAT64, step);
            double rate = 0.1 / step;
            descent.begin(whole(g), rate);
            descent.run(0, Workspace.HEAP);
            for (int i = 0; i < N; i++) {
                x[i] = reference.moved(x[i], memory[i], g.get(i), rate);
            }
        }
        assertThat(parameter.value().toDoubles()).containsExactly(x, within(1e-14));
    }

    /** Two steps from 1 with gradients 2 and 1, at rate 0.1, by numbers that a pocket calculator gives. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("sequences")
    void aRuleGivesTheseNumbers(UpdateRule rule, double afterOne, double afterTwo) {
        Parameter parameter = new Parameter("w", Tensor.scalar(DType.FLOAT64, 1));
        Descent descent = new Descent(parameter, rule);
        descent.begin(whole(Tensor.scalar(DType.FLOAT64, 2)), 0.1);
        descent.run(0, Workspace.HEAP);
        assertThat(parameter.value().item()).isCloseTo(afterOne, within(1e-14));
        descent.begin(whole(Tensor.scalar(DType.FLOAT64, 1)), 0.1);
        descent.run(0, Workspace.HEAP);
        assertThat(parameter.value().item()).isCloseTo(afterTwo, within(1e-14));
    }

    static Stream<Arguments> sequences() {
        return Stream.of(
                Arguments.of(new UpdateRule.Gradient(), 0.8, 0.7),
                Arguments.of(new Momentum(0.5), 0.8, 0.8 - 0.1 * 2), // v = 2, 2
                Arguments.of(new UpdateRule.Nesterov(0.5), 0.7, 0.7 - 0.1 * 2), // g + v / 2 = 3, 2
                Arguments.of(new UpdateRule.RmsProp(0.75, 1), 0.9, 0.9 - 0.1 / 2), // v = 1, 1
                Arguments.of(new UpdateRule.Adagrad(2), 0.95, 0.95 - 0.1 / (Math.sqrt(5) + 2)), // v = 4, 5
                // v = 2, 1.5; u = 0, 2 / 3 after d = sqrt(1 / 3) 2; then d = sqrt(5 / 3) / sqrt(2.5)
                Arguments.of(
                        new UpdateRule.Adadelta(0.5, 1),
                        1 - 0.2 / Math.sqrt(3),
                        1 - 0.2 / Math.sqrt(3) - 0.1 * Math.sqrt(2.0 / 3)),
                // corrected m = 2, 4 / 3; corrected v = 4, 2
                Arguments.of(new Adam(0.5, 0.5, 1), 1 - 0.2 / 3, 1 - 0.2 / 3 - 0.4 / 3 / (Math.sqrt(2) + 1)),
                Arguments.of(
                        new Adam(0.5, 0.5, 1, 0.5),
                        0.95 - 0.2 / 3,
                        (0.95 - 0.2 / 3) * 0.95 - 0.4 / 3 / (Math.sqrt(2) + 1)));
    }

    @Test
    void aRuleHoldsWhatItRemembers() {
        assertThat(bytes(new UpdateRule.Gradient())).isEqualTo(4 * N);
        assertThat(bytes(new Momentum(0.9))).isEqualTo(2 * 4 * N);
        assertThat(bytes(new UpdateRule.Nesterov(0.9))).isEqualTo(2 * 4 * N);
        assertThat(bytes(new UpdateRule.RmsProp(0.9, 1e-8))).isEqualTo(2 * 4 * N);
        assertThat(bytes(new UpdateRule.Adagrad(1e-8))).isEqualTo(2 * 4 * N);
        assertThat(bytes(new UpdateRule.Adadelta(0.9, 1e-8))).isEqualTo(3 * 4 * N);
        assertThat(bytes(ADAM)).isEqualTo(3 * 4 * N);
    }

    private static long bytes(UpdateRule rule) {
        return new Descent(parameter(DType.FLOAT32), rule).bytes();
    }

    @Test
    void numbersThatMakeNoRuleAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdateRule.Nesterov(1))
                .withMessage("momentum must be in [0, 1), found 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UpdateRule.RmsProp(0.9, 0))
                .withMessage("epsilon must be positive and finite, found 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(0.9, 0.999, 1e-8, -1))
                .withMessage("the weight decay must be finite and not negative, found -1.0");
    }

    /** A matrix of several panels goes as its columns do each by itself. */
    @ParameterizedTest
    @EnumSource(DType.class)
    void panelsInAnyOrderGiveTheSameBits(DType dtype) {
        for (UpdateRule rule :
                List.of(ADAM, new Momentum(0.9), new UpdateRule.Gradient(), new UpdateRule.Adadelta(0.9, 1e-6))) {
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
        Descent descent = new Descent(parameter, new UpdateRule.Gradient());
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
        Descent descent = new Descent(parameter, new UpdateRule.Gradient());
        descent.begin(List.of(product), 1);
        for (int panel = 0; panel < descent.panels(); panel++) {
            descent.run(panel, Workspace.HEAP);
        }
        assertThat(parameter.value().neg().toDoubles())
                .isEqualTo(product.value().toDoubles());
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void theSquaresOfAGradientAreSummedAndNothingMoves(DType dtype) {
        Tensor like = Tensor.scalar(dtype, 0);
        Shape shape = Shape.of(130, 137);
        List<GradientTerm> gradient = List.of(
                new GradientTerm.Factors(
                        shape,
                        RandomStream.of(1).normal(Shape.of(9, 130), like),
                        RandomStream.of(2).normal(Shape.of(9, 137), like),
                        null),
                new GradientTerm.Whole(RandomStream.of(3).normal(shape, like)));
        double expected = 0;
        for (double g : gradient.get(0).value().add(gradient.get(1).value()).toDoubles()) {
            expected += g * g;
        }
        Parameter parameter = new Parameter("w", Tensor.zeros(dtype, shape));
        Descent descent = new Descent(parameter, ADAM);
        double squares = 0;
        for (int panel = 0; panel < descent.panels(); panel++) {
            squares += descent.sumOfSquares(gradient, panel, Workspace.HEAP);
        }
        assertThat(squares).isCloseTo(expected, within(tolerance(dtype) * expected));
        assertThat(parameter.value().toDoubles()).containsOnly(0);
        assertThat(descent.steps()).isZero();
    }

    @Test
    void aFactorScalesTheGradient() {
        Tensor gradient = gradient(DType.FLOAT64, 1);
        Parameter scaled = parameter(DType.FLOAT64);
        Descent descent = new Descent(scaled, new Momentum(0.5));
        descent.begin(whole(gradient), 0.1, 0.25);
        descent.run(0, Workspace.HEAP);
        Parameter plain = parameter(DType.FLOAT64);
        Descent ofPlain = new Descent(plain, new Momentum(0.5));
        ofPlain.begin(whole(gradient.mul(0.25)), 0.1);
        ofPlain.run(0, Workspace.HEAP);
        assertThat(Numbers.bits(scaled.value())).isEqualTo(Numbers.bits(plain.value()));
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

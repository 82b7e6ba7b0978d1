package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
    /** x y, with a rule for y that is wrong at one element. */
    private record WrongAt(int element) implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            out.fill(i -> in[0].get(i) * in[1].get(i));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            if (i == 0) {
                return gradient.mul(in[1]);
            }
            double[] factors = in[0].toDoubles();
            if (element >= 0) {
                factors[element] *= 1.5;
            }
            return gradient.mul(Tensor.of(DType.FLOAT64, in[0].shape(), factors).to(gradient.dtype()));
        }
    }

    private final Tensor x = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 1, 2, 3, 4);
    private final Tensor y = Tensor.of(DType.FLOAT64, Shape.of(2, 2), -1, 0.5, 2, 1);

    private GradientCheck.Report check(Op op) {
        return GradientCheck.check(1, in -> Tensor.apply(op, in), x, y);
    }

    @Test
    void aRightRulePasses() {
        GradientCheck.Report report = check(new WrongAt(-1));
        assertThat(report.error()).isLessThan(1e-10);
        assertThatCode(() -> report.requireWithin(1e-10)).doesNotThrowAnyException();
    }

    @Test
    void aWrongRuleIsCaughtAtItsWorstEntry() {
        for (int element = 0; element < 4; element++) {
            GradientCheck.Report report = check(new WrongAt(element));
            String entry = "worst entry: input 1 [2, 2] at [" + element / 2 + ", " + element % 2 + "], by tape ";
            assertThatThrownBy(() -> report.requireWithin(1e-6))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContainingAll("gradient by tape", "by differences", "> 1.0E-6", entry);
        }
    }

    @Test
    void aGradientThatIsNotANumberIsCaught() {
        GradientCheck.Report report =
                GradientCheck.check(1, in -> in[0].sub(1).mul(in[0].sub(in[0]).log()), x);
        assertThat(report.error()).isInfinite();
    }

    @Test
    void aMissingGradientIsCaught() {
        GradientCheck.Report report =
                GradientCheck.check(1, in -> in[0].detach().square(), x);
        assertThat(report.error()).isGreaterThan(0.5);
    }

    /** Along a direction it is lost in gradients of 10^8. */
    @Test
    void aSmallErrorAtOneEntryIsFoundBesideLargeGradients() {
        Tensor large = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 1e8, 1e-3, 1e8, 1e8);
        GradientCheck.Report report = GradientCheck.check(1, in -> Tensor.apply(new WrongAt(1), in), large, y);
        assertThat(report.error()).isGreaterThan(1e-5);
        assertThat(report.detail()).startsWith("worst entry: input 1 [2, 2] at [0, 1], by tape ");
    }

    @Test
    void float32IsComparedWithDifferencesInFloat64() {
        Tensor[] at = {x.to(DType.FLOAT32), y.to(DType.FLOAT32)};
        GradientCheck.Report report =
                GradientCheck.check(1, in -> in[0].mul(in[1]).exp(), at);
        assertThat(report.error()).isBetween(1e-9, 1e-5);
        assertThatCode(report::requireRight).doesNotThrowAnyException();
        assertThatThrownBy(() -> GradientCheck.check(1, in -> Tensor.apply(new WrongAt(3), in), at)
                        .requireRight())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("> 1.0E-4", "worst entry: input 1 [2, 2] at [1, 1]");
    }

    /** x (x + 10^6 - 10^6): FLOAT32 rounds x = 2.3 to 2.25 on the way. */
    @Test
    void whatRoundingSpoilsInFloat32IsFoundThereAlone() {
        Tensor at = Tensor.of(DType.FLOAT64, Shape.of(1), 2.3);
        Function<Tensor[], Tensor> function = in -> in[0].add(1e6).sub(1e6).mul(in[0]);
        assertThatCode(() -> GradientCheck.check(1, function, at).requireRight())
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        GradientCheck.check(1, function, at.to(DType.FLOAT32)).requireRight())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("> 1.0E-4");
    }

    @Test
    void thereIsSomethingToCheck() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.check(1, in -> x))
                .withMessageContaining("no input");
    }
}

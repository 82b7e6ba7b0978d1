package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            return gradient.mul(Tensor.of(DType.FLOAT64, in[0].shape(), factors));
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
            String entry = "worst entry: input 1 [2, 2], element " + element;
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

    @Test
    void checksInFloat64Only() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientCheck.check(1, in -> in[0], x.to(DType.FLOAT32)))
                .withMessageContainingAll("FLOAT64", "FLOAT32");
    }
}

package org.hypnos.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.base.Preconditions;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Engine;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Primitives written with what is public only. */
class CustomOpTest {
    /** The example of {@link Op}. */
    private record Cube() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            out.fill(i -> in[0].get(i) * in[0].get(i) * in[0].get(i));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.mul(in[0].square()).mul(3);
        }
    }

    /** Of two vectors, all products [m, n]: another shape than that of its inputs, written element by element. */
    private record Outer() implements Op {
        @Override
        public Shape shape(Shape... in) {
            Preconditions.checkArgument(
                    in[0].rank() == 1 && in[1].rank() == 1, "%s needs vectors, found %s and %s", name(), in[0], in[1]);
            return in[0].concat(in[1]);
        }

        @Override
        public void value(Output out, Tensor... in) {
            int n = in[1].shape().size();
            for (int i = 0; i < out.shape().size(); i++) {
                out.set(i, in[0].get(i / n) * in[1].get(i % n));
            }
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            Tensor column = in[0].reshape(in[0].shape().concat(Shape.of(1)));
            return i == 0 ? gradient.mul(in[1]).sum(1) : gradient.mul(column).sum(0);
        }
    }

    private final Tensor x = Tensor.of(DType.FLOAT64, Shape.of(3), -2, 0.5, 3);
    private final Tensor y = Tensor.of(DType.FLOAT64, Shape.of(2), 1, -1);

    @ParameterizedTest
    @EnumSource(DType.class)
    void computesInBothPrecisions(DType dtype) {
        Tensor cubes = Tensor.apply(new Cube(), x.to(dtype));
        assertThat(cubes.dtype()).isEqualTo(dtype);
        assertThat(cubes.toDoubles()).isEqualTo(new double[] {-8, 0.125, 27});
    }

    @Test
    void itsGradientAgreesWithDifferences() {
        GradientCheck.check(1, in -> Tensor.apply(new Cube(), in), x).requireWithin(1e-7);
        GradientCheck.check(1, in -> Tensor.apply(new Outer(), in), x, y).requireWithin(1e-7);
    }

    @Test
    void computesInAWorkspace() {
        Workspace workspace = new Workspace(Engine.fastest());
        for (int step = 0; step < 3; step++) {
            Tape tape = new Tape(workspace);
            Tensor leaf = tape.watch(x);
            Tensor loss = Tensor.apply(new Outer(), Tensor.apply(new Cube(), leaf), y.square())
                    .sum();
            assertThat(loss.item()).isEqualTo(2 * (-8 + 0.125 + 27));
            assertThat(tape.gradients(loss).of(leaf).toDoubles()).isEqualTo(new double[] {24, 1.5, 54});
            workspace.reset();
        }
    }

    @Test
    void namesItsSlips() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.apply(new Outer(), x, Tensor.zeros(DType.FLOAT64, Shape.of(1, 2))))
                .withMessage("Outer needs vectors, found [3] and [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.apply(new Outer(), x, y.to(DType.FLOAT32)))
                .withMessageContaining("Outer mixes");
    }
}

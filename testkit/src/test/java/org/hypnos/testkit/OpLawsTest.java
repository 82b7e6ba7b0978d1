package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

/** The laws find the slips that people make. */
class OpLawsTest {
    private static final ImmutableList<Tensor> INPUTS =
            ImmutableList.of(Tensor.of(DType.FLOAT64, Shape.of(2, 3), 0.5, -1, 2, 1.5, -2, 3));

    /** x^2 with a slip somewhere. */
    private static class Slip implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            out.fill(i -> in[0].get(i) * in[0].get(i));
        }

        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.mul(in[0]).mul(2);
        }
    }

    private static OpLaws laws(Op op) {
        return new OpLaws() {
            @Override
            protected Arbitrary<ImmutableList<Tensor>> inputs() {
                return TensorArbitraries.tensors(0, 3).map(ImmutableList::of);
            }

            @Override
            protected Tensor apply(Tensor... in) {
                return Tensor.apply(op, in);
            }
        };
    }

    private static void requireFound(Runnable law, String... message) {
        assertThatThrownBy(law::run).isInstanceOf(AssertionError.class).hasMessageContainingAll(message);
    }

    @Test
    void thereIsNothingToFindWhereThereIsNoSlip() {
        OpLaws laws = laws(new Slip());
        laws.gradientsAgreeWithDifferences(INPUTS, 1);
        laws.everyElementIsWritten(INPUTS);
        laws.bothEnginesAndEveryRunGiveTheSameBits(INPUTS);
        laws.aTapeChangesNoValue(INPUTS);
        laws.inputsStayAsTheyAre(INPUTS);
    }

    @Test
    void aGradientThatIsWrongAtOneEntry() {
        OpLaws laws = laws(new Slip() {
            @Override
            public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
                Tensor negative = in[0].constant(-1.5).greater(in[0]);
                return super.vjp(i, gradient, out, in).mul(negative.add(1));
            }
        });
        requireFound(
                () -> laws.gradientsAgreeWithDifferences(INPUTS, 1),
                "worst entry: input 0 [2, 3] at [1, 1]",
                "by tape",
                "by differences");
    }

    @Test
    void aGradientThatIsWrongInFloat32Alone() {
        OpLaws laws = laws(new Slip() {
            @Override
            public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
                return super.vjp(i, gradient, out, in).mul(in[0].dtype() == DType.FLOAT32 ? 1.01 : 1);
            }
        });
        requireFound(() -> laws.gradientsAgreeWithDifferences(INPUTS, 1), "> 1.0E-4", "worst entry");
    }

    @Test
    void anElementThatIsNotWritten() {
        OpLaws laws = laws(new Slip() {
            @Override
            public void value(Output out, Tensor... in) {
                for (int i = 0; i < 5; i++) {
                    out.set(i, in[0].get(i) * in[0].get(i));
                }
            }
        });
        requireFound(
                () -> laws.everyElementIsWritten(INPUTS),
                "FLOAT32, in an array that held NaN before: value of shape [2, 3] is NaN at [1, 2], elsewhere 0.0;"
                        + " does the primitive write every element");
    }

    @Test
    void aShapeThatIsTooSmall() {
        OpLaws laws = laws(new Slip() {
            @Override
            public Shape shape(Shape... in) {
                return in[0].without(-1);
            }

            @Override
            public void value(Output out, Tensor... in) {
                for (int i = 0; i < in[0].shape().size(); i++) {
                    out.set(i, in[0].get(i));
                }
            }
        });
        assertThatThrownBy(() -> laws.everyElementIsWritten(INPUTS)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void bitsThatDependOnMoreThanTheInputs() {
        AtomicInteger calls = new AtomicInteger();
        OpLaws laws = laws(new Slip() {
            @Override
            public void value(Output out, Tensor... in) {
                double noise = 1e-6 * calls.getAndIncrement();
                out.fill(i -> in[0].get(i) * in[0].get(i) + noise);
            }
        });
        requireFound(
                () -> laws.bothEnginesAndEveryRunGiveTheSameBits(INPUTS),
                "FLOAT32, on the engine '",
                "value of shape [2, 3] is ",
                " at [0, 0], elsewhere ");
        requireFound(() -> laws.aTapeChangesNoValue(INPUTS), "FLOAT32, value without a tape");
    }
}

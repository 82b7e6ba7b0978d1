package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TensorTest {
    private static final Tensor MATRIX = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    @Test
    void holdsCopiesOfItsValues() {
        float[] values = {1, 2};
        Tensor tensor = Tensor.of(Shape.of(2), values);
        values[0] = 9;
        tensor.toDoubles()[1] = 9;
        assertThat(tensor.toDoubles()).isEqualTo(new double[] {1, 2});
        assertThat(tensor.copy().toDoubles()).isEqualTo(new double[] {1, 2});
    }

    @Test
    void givesItsElements() {
        assertThat(MATRIX.get(4)).isEqualTo(5);
        assertThat(MATRIX.sum().item()).isEqualTo(21);
        assertThat(MATRIX.mean().item()).isCloseTo(3.5, within(1e-6));
        assertThat(MATRIX.mean(0).toDoubles()).isEqualTo(new double[] {2.5, 3.5, 4.5});
        assertThat(MATRIX.sumLast(2).shape()).isEqualTo(Shape.SCALAR);
        assertThat(MATRIX.sumLast(0)).isSameAs(MATRIX);
        assertThat(MATRIX.transpose().toDoubles()).isEqualTo(new double[] {1, 4, 2, 5, 3, 6});
    }

    @Test
    void aJavaNumberTakesTheTensorsPrecision() {
        Tensor x = Tensor.scalar(DType.FLOAT32, 1).add(0.1);
        assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(x.item()).isEqualTo(1 + 0.1f);
        assertThat(Tensor.scalar(DType.FLOAT64, 1).add(0.1).item()).isEqualTo(1.1);
    }

    @Test
    void convertsBetweenPrecisions() {
        Tensor third = Tensor.scalar(DType.FLOAT64, 1 / 3.0);
        assertThat(third.to(DType.FLOAT32).item()).isEqualTo(1 / 3f);
        assertThat(third.to(DType.FLOAT64).item()).isEqualTo(1 / 3.0);
        assertThat(third.to(DType.FLOAT32).to(DType.FLOAT64).dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void softmaxSumsToOneWhateverTheShift() {
        Tensor logits = Tensor.of(DType.FLOAT64, Shape.of(3, 2), 1, 2, 1e6, 1e6 + 1, -1e6, 1e6);
        Tensor softmax = logits.softmax(-1);
        double larger = 1 / (1 + Math.exp(-1));
        assertThat(softmax.toDoubles())
                .containsExactly(new double[] {1 - larger, larger, 1 - larger, larger, 0, 1}, within(1e-9));
        assertThat(logits.logSoftmax(-1).get(4)).isEqualTo(-2e6);
    }

    @Test
    void comparisonsAreZeroOrOne() {
        Tensor x = Tensor.of(Shape.of(4), 1, 2, 3, Float.NaN);
        Tensor two = x.constant(2);
        assertThat(x.greater(two).toDoubles()).isEqualTo(new double[] {0, 0, 1, 0});
        assertThat(x.equal(two).toDoubles()).isEqualTo(new double[] {0, 1, 0, 0});
        assertThat(x.equal(x).toDoubles()).isEqualTo(new double[] {1, 1, 1, 0});
    }

    @Test
    void whereLetsNoGradientThroughTheSideThatIsNotChosen() {
        Tape tape = new Tape();
        Tensor x = tape.watch(Tensor.of(Shape.of(3), 0, -1, 2));
        Tensor positive = x.greater(x.constant(0));
        Tensor safe = positive.where(x, x.constant(1)); // log of what is not chosen must be finite
        Tensor chosen = positive.where(x.log(), x.constant(0));
        assertThat(chosen.toDoubles()).containsExactly(new double[] {0, 0, Math.log(2)}, within(1e-6));
        Tensor gradient =
                tape.gradients(positive.where(safe.log(), x.constant(0)).sum()).of(x);
        assertThat(gradient.toDoubles()).isEqualTo(new double[] {0, 0, 0.5});
    }

    @Test
    void whereStopsNaNAtTheSideThatIsNotChosen() {
        Tape tape = new Tape();
        Tensor x = tape.watch(Tensor.of(Shape.of(2), 1, 2));
        Tensor y = tape.watch(Tensor.of(Shape.of(2), 3, 4));
        Tensor first = Tensor.of(Shape.of(2), 1, 0);
        Tensor seed = Tensor.of(Shape.of(2), Float.NaN, 1);
        Gradients gradients = tape.gradients(first.where(x, y), seed);
        assertThat(gradients.of(x).toDoubles()).isEqualTo(new double[] {Double.NaN, 0});
        assertThat(gradients.of(y).toDoubles()).isEqualTo(new double[] {0, 1});
    }

    @Test
    void gatherTakesOneElementOfEachRow() {
        assertThat(MATRIX.gather(Tensor.of(Shape.of(2), 2, 0)).toDoubles()).isEqualTo(new double[] {3, 4});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.gather(Tensor.of(Shape.of(2), 2, 3)))
                .withMessage("index 3.0 at row 1 is not in 0..2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.gather(Tensor.of(Shape.of(2), 0.5f, 0)))
                .withMessageContaining("index 0.5 at row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.gather(Tensor.of(Shape.of(3), 0, 0, 0)))
                .withMessage("gather needs one index for each row, found rows [2, 3] and indices [3]");
    }

    @Test
    void precisionsDoNotMix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.add(Tensor.scalar(DType.FLOAT64, 1)))
                .withMessageContainingAll("ADD mixes", "Tensor[2, 3] FLOAT32", "Tensor[] FLOAT64", "to(DType)");
    }

    @Test
    void aSlipIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(DType.FLOAT64, Shape.of(2, 3), 1, 2))
                .withMessage("shape [2, 3] needs 6 values, found 2");
        assertThatIllegalArgumentException()
                .isThrownBy(MATRIX::item)
                .withMessage("item() needs a single value, found shape [2, 3]; is a sum or mean missing?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.get(6))
                .withMessageContainingAll("[2, 3]", "has no element 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.reshape(Shape.of(5)))
                .withMessage("cannot reshape [2, 3] to [5]: sizes differ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.permute(0, 0))
                .withMessage("Permute: [0, 0] does not order the axes of [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.slice(1, 2, 4))
                .withMessage("Slice: axis 1 of [2, 3] has no indices from 2 to 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.concat(0, MATRIX, MATRIX.transpose()))
                .withMessage("Concat: cannot join [[2, 3], [3, 2]] along axis 0: other extents differ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.broadcastTo(Shape.of(3, 3)))
                .withMessage(
                        "broadcastTo: cannot broadcast [2, 3] with [3, 3]: axis 2 from the end has extents 2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.broadcastTo(Shape.of(1, 3)))
                .withMessage("broadcastTo: cannot repeat [2, 3] to [1, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.bernoulliLogProb(MATRIX, 3))
                .withMessage("bernoulliLogProb: cannot sum 3 axes of values [2, 3] under logits [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.sum(2))
                .withMessage("Sum: shape [2, 3] has no axis 2");
    }

    @Test
    void anErrorNamesThePrimitiveAndItsInputsWhereTheFinderDoesNot() {
        Op silent = new Op() {
            @Override
            public Shape shape(Shape... in) {
                throw new IllegalArgumentException("too thin");
            }

            @Override
            public void value(Output out, Tensor... in) {}

            @Override
            public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
                return gradient;
            }

            @Override
            public String name() {
                return "silent";
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.apply(silent, MATRIX, MATRIX.sum()))
                .withMessage("silent of [2, 3] and []: too thin");
    }

    @Test
    void productsNameTheirShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.matmul(MATRIX))
                .withMessage("matmul: inner extents differ in [2, 3] and [2, 3]: 3 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.matmulTransposed(MATRIX.transpose()))
                .withMessageContainingAll("right transposed", "[2, 3] and [3, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.matmul(Tensor.zeros(DType.FLOAT32, Shape.of(3))))
                .withMessageContainingAll("rows and a matrix", "[3]");
        assertThatThrownBy(() -> MATRIX.transposedMatmul(Tensor.zeros(DType.FLOAT32, Shape.of(3, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("left transposed", "2 and 3");
    }

    private static final float NAN = Float.NaN;
    private static final float INFINITE = Float.POSITIVE_INFINITY;

    @Test
    void theGreaterAndTheLesserKnowNaNAndTheSignOfZero() {
        Tensor x = Tensor.of(Shape.of(6), 1, -0f, NAN, 1, INFINITE, -INFINITE);
        Tensor y = Tensor.of(Shape.of(6), 2, 0f, 1, NAN, 1, 1);
        assertThat(x.max(y).toDoubles()).isEqualTo(new double[] {2, 0.0, NAN, NAN, INFINITE, 1});
        assertThat(x.min(y).toDoubles()).isEqualTo(new double[] {1, -0.0, NAN, NAN, 1, -INFINITE});
        assertThat(x.abs().toDoubles()).isEqualTo(new double[] {1, 0.0, NAN, 1, INFINITE, INFINITE});
        assertThat(x.sqrt().toDoubles()).isEqualTo(new double[] {1, -0.0, NAN, 1, INFINITE, NAN});
        assertThat(x.max(0.5).get(1)).isEqualTo(0.5);
        assertThat(x.min(0.5).get(0)).isEqualTo(0.5);
    }

    @Test
    void gradientsAtKinks() {
        Tape tape = new Tape();
        Tensor x = tape.watch(Tensor.of(Shape.of(3), 1, 0, NAN));
        Tensor y = tape.watch(Tensor.of(Shape.of(3), 1, -0f, 1));
        Tensor seed = Tensor.of(Shape.of(3), 1, 1, 1);
        for (Tensor equals : new Tensor[] {x.max(y), x.min(y)}) {
            Gradients gradients = tape.gradients(equals, seed);
            assertThat(gradients.of(x).toDoubles()).as("the left one").isEqualTo(new double[] {1, 1, 1});
            assertThat(gradients.of(y).toDoubles()).isEqualTo(new double[] {0, 0, 0});
        }
        assertThat(tape.gradients(x.abs(), seed).of(x).get(1)).isEqualTo(0);
    }

    @Test
    void powersOfPositiveNumbers() {
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(4), 4, 2, 0, 10);
        assertThat(x.pow(0.5).toDoubles())
                .containsExactly(new double[] {2, Math.sqrt(2), 0, Math.sqrt(10)}, within(1e-15));
        assertThat(x.pow(0).toDoubles()).containsOnly(1);
        assertThat(x.neg().pow(2).get(0)).isNaN();
        Tensor single = Tensor.of(Shape.of(3), 1.7f, 10, 0.3f);
        Tensor exponent = Tensor.of(Shape.of(3), 100, -30, 70.5f);
        for (int i = 0; i < 3; i++) {
            double expected = StrictMath.pow(single.get(i), exponent.get(i));
            assertThat((float) single.pow(exponent).get(i)).isEqualTo((float) expected);
        }
    }

    @Test
    void runningSums() {
        assertThat(MATRIX.cumsum(0).toDoubles()).isEqualTo(new double[] {1, 2, 3, 5, 7, 9});
        assertThat(MATRIX.cumsum(-1).toDoubles()).isEqualTo(new double[] {1, 3, 6, 4, 9, 15});
    }

    @Test
    void argmaxTakesTheFirstOfEqualsAndTheFirstNaN() {
        Tensor x = Tensor.of(Shape.of(3, 4), 1, 5, 5, 2, -INFINITE, NAN, INFINITE, NAN, -0f, 0f, -1, -2);
        assertThat(x.argmax(1).toDoubles()).isEqualTo(new double[] {1, 1, 0});
        assertThat(x.argmax(0).toDoubles()).isEqualTo(new double[] {0, 1, 1, 1});
    }

    @Test
    void stackAndSplit() {
        Tensor two = Tensor.stack(-1, MATRIX, MATRIX.neg());
        assertThat(two.shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThat(two.slice(0, 0, 1).toDoubles()).isEqualTo(new double[] {1, -1, 2, -2, 3, -3});
        assertThat(Tensor.stack(0, MATRIX, MATRIX).shape()).isEqualTo(Shape.of(2, 2, 3));
        assertThat(MATRIX.split(1, 1, 2))
                .extracting(piece -> piece.toDoubles())
                .containsExactly(new double[] {1, 4}, new double[] {2, 3, 5, 6});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.split(1, 2, 2))
                .withMessage("pieces [2, 2] do not add up to axis 1 of [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.stack(3, MATRIX))
                .withMessage("shape [2, 3] takes no new axis 3");
    }

    @Test
    void oneHotRows() {
        assertThat(Tensor.of(Shape.of(2), 2, 0).oneHot(3).toDoubles()).isEqualTo(new double[] {0, 0, 1, 1, 0, 0});
        assertThat(Tensor.scalar(DType.FLOAT32, 1).oneHot(2).shape()).isEqualTo(Shape.of(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(Shape.of(2), 2, 3).oneHot(3))
                .withMessage("index 3.0 at row 1 is not in 0..2");
    }
}

package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final Axis PARTICLE = Axis.plate("particle");
    private static final Axis DATUM = Axis.plate("datum");
    private static final Axis H = Axis.label("h");
    private static final Shape PLATE = Shape.of(2, 3).named(PARTICLE, DATUM);
    private static final Shape HIDDEN = PLATE.concat(Shape.of(4).labelled("h"));

    private static Shape data(int... dims) {
        return Shape.of(dims).named(DATUM);
    }

    private static Tensor zeros(Shape shape) {
        return Tensor.zeros(DType.FLOAT64, shape);
    }

    private static AbstractStringAssert<?> assertSlip(Shape x, Shape y) {
        String message = catchThrowableOfType(IllegalArgumentException.class, () -> zeros(x).add(zeros(y)))
                .getMessage();
        return assertThat(message).startsWith("ADD: cannot broadcast " + x + " with " + y + ": ");
    }

    @Test
    void namesAreShownAndNotCompared() {
        assertThat(HIDDEN).hasToString("[particle 2, datum 3, h 4]").isEqualTo(Shape.of(2, 3, 4));
        assertThat(HIDDEN).hasSameHashCodeAs(Shape.of(2, 3, 4));
        assertThat(data(3, 5)).hasToString("[datum 3, 5]");
        assertThat(HIDDEN.name(-1)).isEqualTo(H);
        assertThat(data(3, 5).name(1)).isNull();
        assertThat(HIDDEN.unnamed()).hasToString("[2, 3, 4]");
        assertThat(zeros(PLATE)).hasToString("Tensor[particle 2, datum 3] FLOAT64 [[0, 0, 0], [0, 0, 0]]");
    }

    @Test
    void namesFollowTheirAxes() {
        assertThat(HIDDEN.prefix(1)).hasToString("[particle 2]");
        assertThat(HIDDEN.suffix(2)).hasToString("[datum 3, h 4]");
        assertThat(HIDDEN.without(1)).hasToString("[particle 2, h 4]");
        assertThat(HIDDEN.with(1, 7)).hasToString("[particle 2, datum 7, h 4]");
        assertThat(Shape.of(5).concat(PLATE)).hasToString("[5, particle 2, datum 3]");
        assertThat(PLATE.concat(Shape.of(5))).hasToString("[particle 2, datum 3, 5]");
        assertThat(PLATE.suffix(0).concat(Shape.of(5)).isNamed()).isFalse();
    }

    @Test
    void aPlateStandsAtOneAxis() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLATE.concat(data(3)))
                .withMessage("'datum' would stand at two axes of one shape");
        assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(3, 3).named(DATUM, DATUM));
        assertThat(Shape.of(4, 4).labelled("h")).hasToString("[h 4, h 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(3).named(PARTICLE, DATUM))
                .withMessage("[particle, datum] are more names than [3] has axes");
    }

    @Test
    void broadcastingMergesNames() {
        assertThat(HIDDEN.broadcast(Shape.of(4))).isSameAs(HIDDEN);
        assertThat(Shape.of(4).broadcast(HIDDEN)).isSameAs(HIDDEN);
        assertThat(Shape.SCALAR.broadcast(HIDDEN)).isSameAs(HIDDEN);
        assertThat(Shape.of(2, 3).broadcast(PLATE)).isSameAs(PLATE);
        assertThat(data(3, 4).broadcast(HIDDEN)).isSameAs(HIDDEN);
        assertThat(Shape.of(2, 1, 4).broadcast(data(3, 1))).hasToString("[2, datum 3, 4]");
        assertThat(data(1, 4).broadcast(data(3, 1))).hasToString("[datum 3, 4]");
    }

    @Test
    void labelsThatDifferLeaveNone() {
        Shape other = PLATE.concat(Shape.of(4).labelled("z"));
        assertThat(HIDDEN.broadcast(other)).hasToString("[particle 2, datum 3, 4]");
    }

    @Test
    void aPlateNeverMeetsAnother() {
        assertSlip(data(3), Shape.of(3).named(PARTICLE))
                .endsWith("axis 1 from the end is 'datum' in one and 'particle' in the other");
        assertSlip(data(3), Shape.of(3).named(H)).endsWith("is 'datum' in one and 'h' in the other");
        assertSlip(data(1), Shape.of(3).named(PARTICLE)).contains("'datum' in one and 'particle'");
    }

    @Test
    void numbersOfEachDatumDoNotMeetAColumnOfThem() {
        assertSlip(data(3), data(3, 1))
                .endsWith(": 'datum' would stand at two axes; the second has one axis more:"
                        + " is a sum over it, a reshape or toEvent(1) missing?");
        assertSlip(data(3, 1, 1), data(3))
                .endsWith("the first has 2 axes more: is a sum over them, a reshape or toEvent(2) missing?");
        assertSlip(data(1), data(1, 1)).contains("'datum' would stand at two axes");
        assertSlip(PLATE, PLATE.concat(Shape.of(1))).contains("axis 2 from the end has extents 2 and 3");
        assertThat(zeros(data(3)).add(zeros(Shape.of(3, 1))).shape()).hasToString("[3, datum 3]");
    }

    @Test
    void aPlateIsRepeatedAlongItselfOnly() {
        assertSlip(data(1), Shape.of(3))
                .endsWith("'datum' of extent 1 would be repeated along an axis of 3 without that name");
        assertSlip(Shape.of(5, 1), data(1, 7)).contains("'datum' of extent 1");
        assertThat(Shape.of(1).broadcast(data(3))).hasToString("[datum 3]");
        assertThat(Shape.of(1).broadcast(data(1))).hasToString("[datum 1]");
        assertThat(Shape.of(1).labelled("h").broadcast(Shape.of(3))).hasToString("[h 3]");
    }

    @Test
    void endsAndRepeatsLookAtPlates() {
        Shape square = Shape.of(3, 3).named(PARTICLE, DATUM);
        assertThat(square.endsWith(data(3))).isTrue();
        assertThat(square.endsWith(Shape.of(3))).isTrue();
        assertThat(square.endsWith(Shape.of(3).named(PARTICLE))).isFalse();
        assertThat(data(3, 1).broadcastsTo(square)).isFalse();
        assertThat(Shape.of(3, 1).broadcastsTo(square)).isTrue();
    }

    @Test
    void aReshapeKeepsNamesOfAxesThatStay() {
        Tensor hidden = zeros(HIDDEN);
        assertThat(hidden.reshape(Shape.of(6, 4)).shape()).hasToString("[6, h 4]");
        assertThat(hidden.reshape(Shape.of(2, 12)).shape()).hasToString("[particle 2, 12]");
        assertThat(hidden.reshape(Shape.of(2, 3, 2, 2)).shape()).hasToString("[particle 2, datum 3, 2, 2]");
        assertThat(hidden.reshape(Shape.of(1, 2, 3, 4, 1)).shape()).hasToString("[1, particle 2, datum 3, h 4, 1]");
        assertThat(hidden.reshape(Shape.of(4, 3, 2)).shape()).hasToString("[4, 3, 2]");
        assertThat(hidden.reshape(Shape.of(2, 3, 4))).isSameAs(hidden);
        assertThat(hidden.reshape(Shape.of(24).labelled("all")).shape()).hasToString("[all 24]");
        assertThat(zeros(data(1)).reshape(Shape.of(1, 1)).shape()).hasToString("[1, 1]");
    }

    @Test
    void primitivesKeepNames() {
        Tensor hidden = zeros(HIDDEN);
        Tensor weights = zeros(Shape.of(4, 5));
        assertThat(hidden.exp().shape()).isSameAs(HIDDEN);
        assertThat(hidden.mul(2).shape()).isSameAs(HIDDEN);
        assertThat(hidden.matmul(weights).shape()).hasToString("[particle 2, datum 3, 5]");
        assertThat(hidden.affine(weights, zeros(Shape.of(5))).shape()).hasToString("[particle 2, datum 3, 5]");
        assertThat(hidden.transposedMatmul(hidden).shape()).hasToString("[4, 4]");
        assertThat(hidden.sum(0).shape()).hasToString("[datum 3, h 4]");
        assertThat(hidden.sumLast(1).shape()).hasToString("[particle 2, datum 3]");
        assertThat(hidden.logSumExp(1).shape()).hasToString("[particle 2, h 4]");
        assertThat(hidden.logSoftmax(-1).shape()).isSameAs(HIDDEN);
        assertThat(hidden.permute(2, 0, 1).shape()).hasToString("[h 4, particle 2, datum 3]");
        assertThat(hidden.slice(1, 0, 2).shape()).hasToString("[particle 2, datum 2, h 4]");
        assertThat(Tensor.concat(0, zeros(Shape.of(1, 3, 4)), hidden).shape())
                .hasToString("[particle 3, datum 3, h 4]");
        assertThat(hidden.gather(zeros(Shape.of(2, 3))).shape()).hasToString("[particle 2, datum 3]");
        assertThat(hidden.bernoulliLogProb(zeros(data(3, 4)), 1).shape()).hasToString("[particle 2, datum 3]");
        assertThat(hidden.where(zeros(Shape.SCALAR), zeros(Shape.SCALAR)).shape())
                .isSameAs(HIDDEN);
        assertThat(zeros(data(3)).broadcastTo(Shape.of(2, 3)).shape()).hasToString("[2, datum 3]");
        assertThat(zeros(Shape.of(2, 3)).broadcastTo(PLATE).shape()).hasToString("[particle 2, datum 3]");
        assertThat(hidden.to(DType.FLOAT32).copy().detach().shape()).isSameAs(HIDDEN);
        assertThat(RandomStream.of(1).normal(PLATE, hidden).shape()).isSameAs(PLATE);
        assertThat(new Workspace(Engine.plain())
                        .rows(zeros(data(3, 4)), new int[] {2}, 0, 1)
                        .shape())
                .hasToString("[datum 1, 4]");
    }

    @Test
    void primitivesThatTakeRowsLookAtPlates() {
        Tensor rows = zeros(Shape.of(3, 4).named(PARTICLE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.gather(zeros(data(3))))
                .withMessageContainingAll("[particle 3]", "[datum 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.concat(1, rows, zeros(data(3, 2))))
                .withMessageStartingWith("Concat of [particle 3, 4] and [datum 3, 2]: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> zeros(data(3)).broadcastTo(Shape.of(3).named(PARTICLE)))
                .withMessageStartingWith("broadcastTo: cannot broadcast [datum 3] with [particle 3]: ");
    }

    @Test
    void pairsOfDataAreWrittenWithoutNames() {
        Tensor x = Tensor.of(DType.FLOAT64, data(3), 1, 2, 4);
        Tensor differences = x.unnamed().sub(x.unnamed().reshape(Shape.of(3, 1)));
        assertThat(differences.toDoubles()).containsExactly(0, 1, 3, -1, 0, 2, -3, -2, 0);
        assertThat(differences.shape()).hasToString("[3, 3]");
        Tensor unnamed = zeros(Shape.of(2));
        assertThat(unnamed.unnamed()).isSameAs(unnamed);
    }

    /** One use of the variable meets data, the other particles; its gradients still add up. */
    @Test
    void gradientsHaveThePlatesOfTheirVariable() {
        Tape tape = new Tape();
        Tensor x = tape.watch(Tensor.of(DType.FLOAT64, Shape.of(3), 1, 2, 4));
        Tensor twice = x.mul(1);
        Tensor ofData = twice.mul(zeros(data(3)).add(5));
        Tensor ofParticles = twice.mul(zeros(Shape.of(3).named(PARTICLE)).add(7));
        Tensor gradient = tape.gradients(ofData.sum().add(ofParticles.sum())).of(x);
        assertThat(gradient.toDoubles()).containsExactly(12, 12, 12);
        assertThat(gradient.shape()).hasToString("[3]");
    }

    @Test
    void gradientsFlowThroughNamedAxes() {
        Tape tape = new Tape();
        Tensor x = tape.watch(zeros(HIDDEN));
        Tensor weights = tape.watch(zeros(Shape.of(4, 4)).add(0.5));
        Tensor value = x.matmul(weights)
                .add(x)
                .softmax(-1)
                .sum(0)
                .unnamed()
                .reshape(Shape.of(2, 6))
                .logSumExp(0);
        Gradients gradients = tape.gradients(value.sum());
        assertThat(gradients.of(x).shape()).isEqualTo(HIDDEN);
        assertThat(gradients.of(weights).shape()).hasToString("[4, 4]");
    }
}

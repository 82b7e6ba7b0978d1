package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    private static final Shape SHAPE = Shape.of(2, 3, 4);

    @Test
    void knowsItsExtents() {
        assertThat(SHAPE.rank()).isEqualTo(3);
        assertThat(SHAPE.size()).isEqualTo(24);
        assertThat(SHAPE.dim(0)).isEqualTo(2);
        assertThat(SHAPE.dim(-1)).isEqualTo(4);
        assertThat(SHAPE.axis(-3)).isZero();
        assertThat(SHAPE.stride(0)).isEqualTo(12);
        assertThat(SHAPE.stride(-1)).isEqualTo(1);
        assertThat(SHAPE.index(23)).containsExactly(1, 2, 3);
        assertThat(SHAPE.index(4)).containsExactly(0, 1, 0);
        assertThat(Shape.SCALAR.index(0)).isEmpty();
        assertThat(SHAPE).hasToString("[2, 3, 4]");
    }

    @Test
    void aScalarHasOneElementAndNoAxes() {
        assertThat(Shape.SCALAR.rank()).isZero();
        assertThat(Shape.SCALAR.size()).isEqualTo(1);
        assertThat(Shape.of()).isEqualTo(Shape.SCALAR);
        assertThat(Shape.SCALAR).hasToString("[]");
    }

    @Test
    void isCutAndJoined() {
        assertThat(SHAPE.prefix(2)).isEqualTo(Shape.of(2, 3));
        assertThat(SHAPE.suffix(1)).isEqualTo(Shape.of(4));
        assertThat(SHAPE.prefix(0)).isEqualTo(Shape.SCALAR);
        assertThat(SHAPE.prefix(1).concat(SHAPE.suffix(2))).isEqualTo(SHAPE);
        assertThat(SHAPE.without(-2)).isEqualTo(Shape.of(2, 4));
        assertThat(SHAPE.with(-1, 7)).isEqualTo(Shape.of(2, 3, 7));
        assertThat(SHAPE.endsWith(Shape.of(3, 4))).isTrue();
        assertThat(SHAPE.endsWith(Shape.SCALAR)).isTrue();
        assertThat(SHAPE.endsWith(Shape.of(2, 3))).isFalse();
        assertThat(SHAPE.endsWith(Shape.of(1, 2, 3, 4))).isFalse();
    }

    @Test
    void broadcastsAlignedAtTheLastAxis() {
        assertThat(Shape.of(5, 1, 4).broadcast(Shape.of(3, 1))).isEqualTo(Shape.of(5, 3, 4));
        assertThat(Shape.SCALAR.broadcast(SHAPE)).isEqualTo(SHAPE);
        assertThat(Shape.of(1, 4).broadcastsTo(SHAPE)).isTrue();
        assertThat(Shape.of(2, 1, 1).broadcastsTo(SHAPE)).isTrue();
        assertThat(Shape.of(2, 3).broadcastsTo(SHAPE)).isFalse();
        assertThat(SHAPE.broadcastsTo(Shape.of(3, 4))).isFalse();
    }

    @Test
    void isAValue() {
        assertThat(Shape.of(2, 3, 4)).isEqualTo(SHAPE).hasSameHashCodeAs(SHAPE);
        assertThat(Shape.of(4, 3, 2)).isNotEqualTo(SHAPE);
        int[] dims = {2, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 9;
        shape.toArray()[1] = 9;
        assertThat(shape).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void aSlipIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shape.of(2, 0))
                .withMessageContainingAll("positive", "[2, 0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHAPE.dim(3))
                .withMessage("shape [2, 3, 4] has no axis 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHAPE.axis(-4))
                .withMessage("shape [2, 3, 4] has no axis -4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHAPE.prefix(4))
                .withMessage("shape [2, 3, 4] has no prefix of 4 axes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHAPE.broadcast(Shape.of(2, 4)))
                .withMessage("cannot broadcast [2, 3, 4] with [2, 4]: axis 2 from the end has extents 3 and 2");
        assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16)).isInstanceOf(ArithmeticException.class);
    }
}

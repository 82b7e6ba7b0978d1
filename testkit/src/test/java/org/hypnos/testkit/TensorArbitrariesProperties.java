package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;

class TensorArbitrariesProperties {
    @Property(tries = 300, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void pairsBroadcast(@ForAll("pairs") List<Shape> pair) {
        Shape joint = pair.get(0).broadcast(pair.get(1));
        assertThat(pair).allMatch(shape -> shape.broadcastsTo(joint));
        assertThat(joint.rank()).isLessThanOrEqualTo(3);
    }

    @Provide
    Arbitrary<List<Shape>> pairs() {
        return TensorArbitraries.broadcastablePairs(3);
    }

    @Property(tries = 300, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void tensorsAreOfTheirShapeAndRange(@ForAll("tensors") Tensor tensor) {
        assertThat(tensor.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(tensor.shape().rank()).isBetween(1, 2);
        for (double element : tensor.toDoubles()) {
            assertThat(element).isBetween(-3.0, 3.0);
        }
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        return TensorArbitraries.tensors(1, 2);
    }

    @Property(tries = 300, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void pairsOfTensorsBroadcast(@ForAll("tensorPairs") ImmutableList<Tensor> pair) {
        assertThat(pair).hasSize(2);
        Shape joint = pair.get(0).shape().broadcast(pair.get(1).shape());
        assertThat(pair.get(0).add(pair.get(1)).shape()).isEqualTo(joint);
    }

    @Provide
    Arbitrary<ImmutableList<Tensor>> tensorPairs() {
        return TensorArbitraries.broadcastableTensors(3);
    }

    @Property(tries = 300, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void wholeNumbersAreBelowTheirBound(@ForAll("wholeNumbers") Tensor tensor) {
        for (double element : tensor.toDoubles()) {
            assertThat(element).isIn(0.0, 1.0, 2.0);
        }
    }

    @Provide
    Arbitrary<Tensor> wholeNumbers() {
        return TensorArbitraries.wholeNumbers(Shape.of(2, 2), 3);
    }
}

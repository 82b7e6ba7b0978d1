package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
}

package org.hypnos.examples;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;
import org.hypnos.examples.OwnLayer.NoisyOr;
import org.hypnos.testkit.DistributionLaws;
import org.hypnos.testkit.TensorArbitraries;

/** The laws of distributions, for noisy-or units given two causes. */
class OwnLayerTest extends DistributionLaws {
    private static final int ABOVE = 2;
    private static final int UNITS = 3;

    private final Parameter weight = new Parameter("weight", Tensor.zeros(DType.FLOAT64, Shape.of(ABOVE, UNITS)));
    private final Parameter bias = new Parameter("bias", Tensor.zeros(DType.FLOAT64, Shape.of(UNITS)));
    private final NoisyOr layer = new NoisyOr(weight, bias);

    @Override
    protected Arbitrary<ImmutableList<Tensor>> parameters() {
        return Combinators.combine(
                        TensorArbitraries.wholeNumbers(Shape.of(2, ABOVE), 2),
                        TensorArbitraries.tensors(Shape.of(ABOVE, UNITS), -2, 2),
                        TensorArbitraries.tensors(Shape.of(UNITS), -2, 2))
                .as(ImmutableList::of);
    }

    @Override
    protected Distribution distribution(ImmutableList<Tensor> parameters) {
        Map<Parameter, Tensor> values = new HashMap<>();
        values.put(weight, parameters.get(1));
        values.put(bias, parameters.get(2));
        return layer.given(values::get, parameters.get(0));
    }
}

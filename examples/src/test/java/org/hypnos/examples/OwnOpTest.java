package org.hypnos.examples;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.Tensor;
import org.hypnos.testkit.OpLaws;
import org.hypnos.testkit.TensorArbitraries;

/** The laws of primitives, for the sine. */
class OwnOpTest extends OpLaws {
    @Override
    protected Arbitrary<ImmutableList<Tensor>> inputs() {
        return TensorArbitraries.tensors(0, 3).map(ImmutableList::of);
    }

    @Override
    protected Tensor apply(Tensor... in) {
        return OwnOp.sine(in[0]);
    }
}

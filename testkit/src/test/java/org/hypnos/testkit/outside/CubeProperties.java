package org.hypnos.testkit.outside;

import com.google.common.collect.ImmutableList;
import net.jqwik.api.Arbitrary;
import org.hypnos.autodiff.Op;
import org.hypnos.autodiff.Output;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.testkit.OpLaws;
import org.hypnos.testkit.TensorArbitraries;

/** A primitive of one's own, and the ten lines that check it. */
class CubeProperties extends OpLaws {
    @Override
    protected Arbitrary<ImmutableList<Tensor>> inputs() {
        return TensorArbitraries.tensors(0, 3).map(ImmutableList::of);
    }

    @Override
    protected Tensor apply(Tensor... in) {
        return Tensor.apply(new Cube(), in);
    }

    /** x^3. */
    record Cube() implements Op {
        @Override
        public Shape shape(Shape... in) {
            return in[0];
        }

        @Override
        public void value(Output out, Tensor... in) {
            out.fill(i -> in[0].get(i) * in[0].get(i) * in[0].get(i));
        }

        /** 3 x^2 g. */
        @Override
        public Tensor vjp(int i, Tensor gradient, Tensor out, Tensor... in) {
            return gradient.mul(in[0].square()).mul(3);
        }
    }
}

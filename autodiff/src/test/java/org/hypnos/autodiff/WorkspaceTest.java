package org.hypnos.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private final Workspace workspace = new Workspace(Engine.plain());
    private final Tensor outside = Tensor.of(Shape.of(4), 1, 2, 3, 4);

    @Test
    void resultsAreMadeWhereTheirInputsAre() {
        Tensor x = workspace.adopt(outside);
        assertThat(x.add(outside).workspace()).isSameAs(workspace);
        assertThat(outside.exp().sum().workspace()).isSameAs(Workspace.HEAP);
        assertThat(x.constant(1).workspace()).isSameAs(workspace);
        assertThat(RandomStream.of(1).normal(Shape.of(3), x).workspace()).isSameAs(workspace);
        assertThat(x.to(DType.FLOAT64).workspace()).isSameAs(workspace);
        assertThat(x.copy().workspace()).isSameAs(Workspace.HEAP);
    }

    @Test
    void arraysComeBackAfterAReset() {
        Object first = workspace.adopt(outside).exp().array();
        workspace.reset();
        assertThat(workspace.adopt(outside).exp().array()).isSameAs(first);
    }

    @Test
    void twoTensorsAliveAtATimeShareNoArray() {
        Tensor x = workspace.adopt(outside);
        assertThat(x.exp().array()).isNotSameAs(x.exp().array());
        workspace.reset();
        Tensor y = workspace.adopt(outside);
        assertThat(y.exp().array()).isNotSameAs(y.exp().array());
        assertThat(y.exp().array()).isNotSameAs(outside.array());
    }

    @Test
    void aThousandEqualStepsTakeTheArraysOfTheFirst() {
        Parameter weight = new Parameter("w", Tensor.full(DType.FLOAT32, Shape.of(4, 5), 0.1));
        Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        step(weight, arrays);
        int afterOne = arrays.size();
        for (int i = 0; i < 1000; i++) {
            step(weight, arrays);
        }
        assertThat(arrays).hasSize(afterOne);
    }

    private void step(Parameter weight, Set<Object> arrays) {
        Tape tape = new Tape(workspace);
        Tensor x = workspace.adopt(outside);
        Tensor logits = x.matmulTransposed(tape.watch(weight).transpose()).tanh();
        Tensor noise = RandomStream.of(1).normal(logits.shape(), logits);
        Tensor loss = logits.add(noise).logSumExp(0);
        Tensor gradient = tape.gradients(loss).of(weight);
        for (Tensor tensor : new Tensor[] {logits, noise, loss, gradient}) {
            arrays.add(tensor.array());
        }
        workspace.reset();
    }

    @Test
    void useAfterAResetIsAnError() {
        Tensor x = workspace.adopt(outside);
        Tensor y = x.exp();
        Tensor kept = y.copy();
        workspace.reset();
        assertThatIllegalStateException()
                .isThrownBy(y::toDoubles)
                .withMessage("a tensor of shape [4] was used after its workspace had been reset;"
                        + " copy() it while its step runs");
        assertThatIllegalStateException().isThrownBy(() -> y.add(1));
        assertThatIllegalStateException().isThrownBy(() -> y.reshape(Shape.of(2, 2)));
        assertThatIllegalStateException().isThrownBy(() -> x.get(0));
        assertThatIllegalStateException().isThrownBy(() -> outside.add(x));
        assertThat(y).hasToString("Tensor[4] FLOAT32");
        assertThat(kept.get(0)).isEqualTo((float) Math.E);
        assertThat(outside.get(3)).isEqualTo(4);
    }

    @Test
    void twoWorkspacesDoNotMix() {
        Tensor x = workspace.adopt(outside);
        Tensor y = new Workspace(Engine.plain()).adopt(outside);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.mul(y))
                .withMessage("MUL mixes tensors of two workspaces; adopt one of them into the other's");
        assertThat(x.mul(workspace.adopt(y)).toDoubles()).isEqualTo(new double[] {1, 4, 9, 16});
    }

    @Test
    void theHeapIsNeverReset() {
        assertThatIllegalStateException()
                .isThrownBy(Workspace.HEAP::reset)
                .withMessage("the heap workspace is never reset");
    }

    @Test
    void knowsItsEngine() {
        assertThat(workspace.engine().name()).isEqualTo("plain");
    }
}

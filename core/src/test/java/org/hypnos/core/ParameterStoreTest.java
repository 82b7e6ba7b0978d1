package org.hypnos.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.autodiff.layers.Initializer;
import org.hypnos.distributions.Monotone;
import org.junit.jupiter.api.Test;

class ParameterStoreTest {
    private static double[] begin(long seed, String store, String local) {
        return new ParameterStore(store, DType.FLOAT64, seed)
                .create(local, Shape.of(4), Initializer.normal(1))
                .value()
                .toDoubles();
    }

    @Test
    void parametersBeginAsSeedAndNameSay() {
        assertThat(begin(1, "model", "weight"))
                .isEqualTo(begin(1, "model", "weight"))
                .isNotEqualTo(begin(2, "model", "weight"))
                .isNotEqualTo(begin(1, "guide", "weight"))
                .isNotEqualTo(begin(1, "model", "bias"));
    }

    @Test
    void otherParametersDoNotShiftABeginning() {
        ParameterStore store = new ParameterStore("model", DType.FLOAT64, 1);
        Parameter first = store.create("first", Shape.of(2), Initializer.normal(1));
        Parameter weight = store.create("weight", Shape.of(4), Initializer.normal(1));
        assertThat(weight.value().toDoubles()).isEqualTo(begin(1, "model", "weight"));
        assertThat(store).containsExactly(first, weight);
        assertThat(weight.name()).isEqualTo("model/weight");
        assertThat(weight.dtype()).isEqualTo(DType.FLOAT64);
    }

    @Test
    void aNameIsTakenOnce() {
        ParameterStore store = new ParameterStore("model", DType.FLOAT32, 1);
        assertThat(store.create("bias", Shape.of(2), Initializer.zeros())
                        .value()
                        .toDoubles())
                .containsExactly(0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.create("bias", Shape.of(3), Initializer.zeros()))
                .withMessage("store 'model' already has a parameter 'model/bias'");
    }

    @Test
    void aStoreContainsItsOwnParametersOnly() {
        ParameterStore store = new ParameterStore("model", DType.FLOAT32, 1);
        Parameter own = store.create("bias", Shape.of(2), Initializer.zeros());
        Parameter twin = new ParameterStore("model", DType.FLOAT32, 1).create("bias", Shape.of(2), Initializer.zeros());
        assertThat(store.contains(own)).isTrue();
        assertThat(store.contains(twin)).isFalse();
    }

    @Test
    void aParameterIsDrawnAgainAsItBegan() {
        ParameterStore store = new ParameterStore("model", DType.FLOAT64, 1);
        Parameter weight = store.create("weight", Shape.of(4), Initializer.normal(1));
        Constrained scale = store.create("scale", Shape.of(2), Initializer.constant(3), new Monotone.Softplus());
        double[] ofScale = scale.unconstrained().value().toDoubles();
        weight.set(Tensor.zeros(DType.FLOAT64, Shape.of(4)));
        scale.unconstrained().set(Tensor.zeros(DType.FLOAT64, Shape.of(2)));
        store.initialize(weight);
        store.initialize(scale.unconstrained());
        assertThat(weight.value().toDoubles()).isEqualTo(begin(1, "model", "weight"));
        assertThat(scale.unconstrained().value().toDoubles()).isEqualTo(ofScale);
    }

    @Test
    void onlyAStoresOwnParametersAreInitializedAndShared() {
        ParameterStore store = new ParameterStore("model", DType.FLOAT64, 1);
        Parameter own = store.create("weight", Shape.of(4), Initializer.normal(1));
        Parameter other =
                new ParameterStore("guide", DType.FLOAT64, 1).create("bias", Shape.of(4), Initializer.zeros());
        assertThat(store.isShared(own)).isFalse();
        store.share(own);
        assertThat(store.isShared(own)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.share(other))
                .withMessage("store 'model' has no parameter 'guide/bias[4]'; it has [model/weight[4]]");
        assertThatIllegalArgumentException().isThrownBy(() -> store.initialize(other));
    }
}

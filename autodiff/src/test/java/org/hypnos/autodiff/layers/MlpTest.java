package org.hypnos.autodiff.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.GradientCheck;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class MlpTest {
    private final Map<String, Parameter> made = new LinkedHashMap<>();

    private Parameter make(String name, Shape shape, Initializer initializer) {
        Parameter parameter = new Parameter(name, initializer.draw(RandomStream.of(1, 0, name), DType.FLOAT64, shape));
        made.put(name, parameter);
        return parameter;
    }

    @Test
    void makesALayerBetweenTwoSizes() {
        Mlp mlp = Mlp.create(this::make, "encoder", Initializer.he(), x -> x.max(0), 5, 4, 3);
        assertThat(made.keySet())
                .containsExactly("encoder/0/weight", "encoder/0/bias", "encoder/1/weight", "encoder/1/bias");
        assertThat(mlp.layers())
                .extracting(layer -> layer.weight().shape())
                .containsExactly(Shape.of(5, 4), Shape.of(4, 3));
        assertThat(mlp.layers().get(1).bias().value().toDoubles()).containsOnly(0);
    }

    @Test
    void activatesBetweenLayersOnly() {
        Mlp mlp = Mlp.create(this::make, "rectified", Initializer.constant(1), x -> x.max(0), 2, 2, 1);
        mlp.layers().get(0).bias().set(Tensor.of(DType.FLOAT64, Shape.of(2), 0, -4));
        mlp.layers().get(1).bias().set(Tensor.of(DType.FLOAT64, Shape.of(1), -10));
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(1, 3, 2), 1, 2, 4, 1, -1, -1);
        Tensor y = mlp.apply(Parameter::value, x);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 3, 1));
        assertThat(y.toDoubles()).isEqualTo(new double[] {3 - 10, 5 + 1 - 10, -10});
    }

    @Test
    void aSingleLayerIsItsLinearMap() {
        Mlp mlp = Mlp.create(this::make, "affine", Initializer.glorot(), Tensor::tanh, 3, 2);
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(1, 3), 1, -2, 0.5);
        assertThat(mlp.apply(Parameter::value, x).toDoubles())
                .isEqualTo(mlp.layers().get(0).apply(Parameter::value, x).toDoubles());
    }

    @Test
    void gradientsReachEveryLayer() {
        Mlp mlp = Mlp.create(this::make, "deep", Initializer.reference(), Tensor::tanh, 3, 4, 2);
        Parameter[] parameters = made.values().toArray(Parameter[]::new);
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(2, 3), 1, -2, 0.5, 0, 1, 3);
        Tensor[] at = made.values().stream().map(Parameter::value).toArray(Tensor[]::new);
        GradientCheck.check(
                        1,
                        in -> mlp.apply(p -> in[ImmutableList.copyOf(parameters).indexOf(p)], x),
                        at)
                .requireWithin(1e-7);
    }

    @Test
    void namesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mlp.create(this::make, "encoder", Initializer.he(), Tensor::tanh, 5))
                .withMessage("'encoder' needs the sizes of its inputs and outputs, found [5]");
        Linear first = Linear.create(this::make, "first", 3, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mlp(ImmutableList.of(first, first), Tensor::tanh))
                .withMessage("layer 1 takes 3 inputs, but layer 0 gives 2");
    }
}

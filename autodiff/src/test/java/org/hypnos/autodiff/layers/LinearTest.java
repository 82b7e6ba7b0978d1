package org.hypnos.autodiff.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Gradients;
import org.hypnos.autodiff.Parameter;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;

class LinearTest {
    private final Map<String, Parameter> made = new LinkedHashMap<>();

    private Parameter make(String name, Shape shape, Initializer initializer) {
        Parameter parameter = new Parameter(name, initializer.draw(RandomStream.of(1, 0, name), DType.FLOAT64, shape));
        made.put(name, parameter);
        return parameter;
    }

    @Test
    void makesItsParameters() {
        Linear linear = Linear.create(this::make, "encoder", 3, 2);
        assertThat(made.keySet()).containsExactly("encoder/weight", "encoder/bias");
        assertThat(linear.weight().shape()).isEqualTo(Shape.of(3, 2));
        assertThat(linear.bias().value().toDoubles()).isEqualTo(new double[] {0, 0});
        Linear biased = Linear.create(this::make, "decoder", 3, 2, Initializer.constant(-1.5));
        assertThat(biased.bias().value().toDoubles()).isEqualTo(new double[] {-1.5, -1.5});
    }

    @Test
    void mapsRows() {
        Linear linear = Linear.create(this::make, "layer", 2, 3);
        linear.weight().set(Tensor.of(DType.FLOAT64, Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
        linear.bias().set(Tensor.of(DType.FLOAT64, Shape.of(3), 0.5, 0, -0.5));
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(1, 2, 2), 1, 0, 1, 2);
        Tensor y = linear.apply(Parameter::value, x);
        assertThat(y.shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(y.toDoubles()).isEqualTo(new double[] {1.5, 2, 2.5, 9.5, 12, 14.5});
    }

    @Test
    void readsItsParametersThroughATape() {
        Linear linear = Linear.create(this::make, "layer", 2, 3);
        Tape tape = new Tape();
        Tensor x = Tensor.of(DType.FLOAT64, Shape.of(2, 2), 1, 0, 1, 2);
        Gradients gradients = tape.gradients(linear.apply(tape::watch, x).sum());
        assertThat(gradients.of(linear.weight()).toDoubles()).isEqualTo(new double[] {2, 2, 2, 2, 2, 2});
        assertThat(gradients.of(linear.bias()).toDoubles()).isEqualTo(new double[] {2, 2, 2});
    }
}

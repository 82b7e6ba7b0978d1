package org.hypnos.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.core.inference.Programs;
import org.hypnos.core.training.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine of 8 pixels and 3 causes whose figures are known from elsewhere. */
class HelmholtzTest {
    private static final Offset<Double> SHOWN = within(5e-4);

    private final Programs machine = Helmholtz.machine(8, 3, DType.FLOAT64, 1);
    private final Dataset datum = Dataset.of(Map.of("x", tensor(Shape.of(1, 8), 1, 0, 1, 0, 1, 0, 0, 1)));

    @TempDir
    private Path folder;

    HelmholtzTest() {
        Helmholtz.set(
                machine.model(),
                Map.of(
                        "model/prior", tensor(Shape.of(3), 0.2, -0.2, 0),
                        "model/down/weight",
                                tensor(
                                        Shape.of(3, 8),
                                        1.0,
                                        -0.3,
                                        0.6,
                                        -0.7,
                                        0.4,
                                        0.1,
                                        -0.2,
                                        0.5,
                                        -0.5,
                                        0.8,
                                        0.1,
                                        0.2,
                                        -0.9,
                                        0.2,
                                        0.3,
                                        0.0,
                                        0.2,
                                        -0.1,
                                        0.0,
                                        0.3,
                                        0.5,
                                        -0.4,
                                        0.7,
                                        -0.6),
                        "model/down/bias", tensor(Shape.of(8), 0.0, 0.1, -0.2, 0.0, 0.2, 0.0, -0.1, 0.0)));
        Helmholtz.set(
                machine.guide(),
                Map.of(
                        "guide/up/weight",
                                tensor(
                                        Shape.of(8, 3),
                                        0.5,
                                        -0.2,
                                        0.1,
                                        -0.3,
                                        0.6,
                                        0.2,
                                        0.7,
                                        -0.1,
                                        0.0,
                                        -0.1,
                                        0.3,
                                        -0.4,
                                        0.2,
                                        -0.5,
                                        0.3,
                                        0.0,
                                        0.1,
                                        -0.2,
                                        -0.4,
                                        0.2,
                                        0.5,
                                        0.1,
                                        -0.3,
                                        0.1),
                        "guide/up/bias", tensor(Shape.of(3), 0.0, 0.1, -0.1)));
    }

    private static Tensor tensor(Shape shape, double... values) {
        return Tensor.of(DType.FLOAT64, shape, values);
    }

    @Test
    void theKnownMachineGivesItsKnownFigures() {
        assertThat(Helmholtz.posteriorMeans(machine.guide(), datum).toDoubles())
                .containsExactly(new double[] {0.818, 0.269, 0.599}, SHOWN);
        assertThat(Helmholtz.reconstruction(machine, datum).toDoubles())
                .containsExactly(new double[] {0.691, 0.503, 0.579, 0.416, 0.642, 0.474, 0.559, 0.512}, SHOWN);
        Tensor prior = machine.model().parameters().asList().get(0).value().sigmoid();
        assertThat(prior.toDoubles()).containsExactly(new double[] {0.550, 0.450, 0.500}, SHOWN);
        assertThat(Helmholtz.exactNll(machine, datum).nats()).isCloseTo(5.01193212247128, within(1e-12));
    }

    @Test
    void aSavedMachineIsTheSame() throws IOException {
        Path file = folder.resolve("machine.safetensors");
        Helmholtz.save(file, machine);
        Programs loaded = Helmholtz.machine(8, 3, DType.FLOAT64, 2);
        Helmholtz.load(file, loaded);
        assertThat(Helmholtz.reconstruction(loaded, datum).toDoubles())
                .isEqualTo(Helmholtz.reconstruction(machine, datum).toDoubles());
    }
}

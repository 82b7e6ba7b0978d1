package org.hypnos.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.hypnos.autodiff.DType;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    private static Tensor zeros(int... dims) {
        return Tensor.zeros(DType.FLOAT32, Shape.of(dims));
    }

    private static Tensor probabilities(double... values) {
        return Tensor.of(DType.FLOAT64, Shape.of(values.length), values);
    }

    @Test
    void dataStandOnTheFirstAxis() {
        Dataset dataset = Dataset.of(Map.of("x", zeros(5, 3, 2), "y", zeros(5)));
        assertThat(dataset.size()).isEqualTo(5);
        assertThat(dataset.asBatch().values().keySet()).containsExactlyInAnyOrder("x", "y");
    }

    @Test
    void inputsAreNamed() {
        Dataset dataset = Dataset.of(Map.of("x", zeros(5, 3), "y", zeros(5))).withInputs(Set.of("y"));
        assertThat(dataset.asBatch().inputs().keySet()).containsExactly("y");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.withInputs(Set.of("label")))
                .withMessageContaining("inputs [label] are not all among");
    }

    @Test
    void allTensorsHaveOneSize() {
        Map<String, Tensor> values = Map.of("x", zeros(5, 3), "y", zeros(4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(values))
                .withMessageMatching("'[xy]' has [45] data, others have [45]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(Map.of("x", zeros())))
                .withMessage("'x' has no axis of data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.of(Map.of()))
                .withMessage("a data set needs at least one tensor");
    }

    @Test
    void probabilitiesFitTheData() {
        Map<String, Tensor> values = Map.of("x", zeros(3));
        assertThat(Dataset.weighted(values, probabilities(0.5, 0.25, 0.25)).size())
                .isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.weighted(values, probabilities(0.5, 0.5)))
                .withMessage("2 probabilities do not fit 3 data");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.weighted(values, probabilities(0.5, 0.25, 0.5)))
                .withMessage("the data's probabilities add up to 1.25, not to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.weighted(values, probabilities(1.5, -0.5, 0)))
                .withMessage("the data's probabilities may not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.weighted(values, probabilities(Double.NaN, 0.5, 0.5)));
    }

    @Test
    void aDatasetIsConvertedWhole() {
        Dataset dataset = Dataset.weighted(Map.of("x", zeros(2), "y", zeros(2, 3)), probabilities(0.5, 0.5))
                .withInputs(Set.of("y"));
        Dataset converted = dataset.to(DType.FLOAT64);
        assertThat(converted.values().values()).allMatch(tensor -> tensor.dtype() == DType.FLOAT64);
        assertThat(converted.inputNames()).containsExactly("y");
        assertThat(converted.probabilities()).isSameAs(dataset.probabilities());
    }

    @ParameterizedTest
    @CsvSource({"10, 5, 2", "10, 3, 4", "10, 10, 1", "10, 11, 1", "1, 100, 1"})
    void anEpochSeesEachDatumOnce(int size, int batch, long steps) {
        assertThat(Dataset.of(Map.of("x", zeros(size))).stepsPerEpoch(batch)).isEqualTo(steps);
    }
}

package org.hypnos.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hypnos.autodiff.RandomStream;
import org.hypnos.autodiff.Shape;
import org.hypnos.autodiff.Tensor;
import org.hypnos.distributions.Distribution;

/** Draws follow from their keys alone. */
public interface KeyLaws {
    /**
     * Two draws of one key are the same number for number.
     *
     * @param trial of any distribution
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void theSameKeyDrawsTheSame(@ForAll("trials") Trial trial) {
        Tensor draw = trial.draw(trial.sampleShape());
        Tensor again = trial.draw(trial.sampleShape());
        assertThat(again.toDoubles()).isEqualTo(draw.toDoubles());
    }

    /**
     * However a plate [particles, data] is cut, a particle of a datum draws the same.
     *
     * @param trial of any distribution
     */
    @Property(tries = 100, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void everyRowHasDrawsOfItsOwn(@ForAll("trials") Trial trial) {
        Distribution distribution = trial.distribution();
        int size = distribution.batchShape().concat(distribution.eventShape()).size();
        RandomStream stream = RandomStream.of(trial.key());
        Tensor plate = distribution.sample(stream.rows(0, 2, 0, 3), Shape.of(2, 3));
        for (int row = 0; row < 6; row++) {
            Tensor one = distribution.sample(stream.rows(row / 3, 1, row % 3, 1), Shape.of(1, 1));
            double[] expected =
                    plate.reshape(Shape.of(6, size)).slice(0, row, row + 1).toDoubles();
            assertThat(one.toDoubles()).as("draw of row %s alone", row).isEqualTo(expected);
        }
    }
}

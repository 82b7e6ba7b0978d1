package org.hypnos.testkit;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What exp(log-prob) sums or integrates to.
 *
 * <p>Finite supports of up to 2048 events are listed, whole numbers are summed until the rest is negligible, and events of one or
 * two continuous numbers are integrated over. To larger events the law does not apply.
 */
public interface NormalizationLaws {
    /**
     * The sum or the integral is one, within the error of its rule.
     *
     * @param trial of any distribution; passes where the law does not apply
     */
    @Property(tries = 15, seed = "1", edgeCases = EdgeCasesMode.NONE)
    default void probabilitiesAddUpToOne(@ForAll("trials") Trial trial) {
        Table.of(trial).ifPresent(Table::requireSumOne);
    }
}

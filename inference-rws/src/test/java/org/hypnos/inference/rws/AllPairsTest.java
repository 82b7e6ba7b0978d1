package org.hypnos.inference.rws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllPairsTest {
    static Stream<List<Integer>> counts() {
        return Stream.of(List.of(1, 1), List.of(2, 2, 2), List.of(2, 3, 2, 4, 2), List.of(5, 1, 3), List.of(4, 4, 4));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void anyTwoSettingsStandTogetherInFewRows(List<Integer> counts) {
        List<List<String>> factors = counts.stream()
                .map(count -> IntStream.range(0, count)
                        .mapToObj(setting -> "setting " + setting)
                        .toList())
                .toList();
        List<List<String>> rows = AllPairs.rows(factors);
        for (int i = 0; i < factors.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertTogether(rows, i, factors.get(i), j, factors.get(j));
            }
        }
        int most = counts.stream().mapToInt(count -> count).max().orElseThrow();
        assertThat(rows).doesNotHaveDuplicates().hasSizeLessThan(2 * most * most);
    }

    private static void assertTogether(List<List<String>> rows, int i, List<String> of, int j, List<String> others) {
        for (String setting : of) {
            for (String other : others) {
                assertThat(rows).anySatisfy(row -> {
                    assertThat(row.get(i)).isEqualTo(setting);
                    assertThat(row.get(j)).isEqualTo(other);
                });
            }
        }
    }
}

package org.hypnos.inference.rws;

import static java.util.stream.Collectors.toCollection;

import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Few rows of settings, one for each factor, in which any two settings of different factors stand together somewhere. */
final class AllPairs {
    private AllPairs() {}

    /** Two settings and the factors they are of. */
    private record Pair(int factor, String setting, int otherFactor, String otherSetting) {}

    /** Row by row the one that has the most pairs which no row had before, the first of equals. */
    static List<List<String>> rows(List<List<String>> factors) {
        List<List<String>> candidates = Lists.cartesianProduct(factors);
        Set<Pair> open = candidates.stream().flatMap(AllPairs::pairs).collect(toCollection(HashSet::new));
        List<List<String>> rows = new ArrayList<>();
        while (!open.isEmpty()) {
            List<String> row = Collections.max(
                    candidates,
                    Comparator.comparingLong(
                            candidate -> pairs(candidate).filter(open::contains).count()));
            rows.add(row);
            pairs(row).forEach(open::remove);
        }
        return rows;
    }

    private static Stream<Pair> pairs(List<String> row) {
        return IntStream.range(0, row.size())
                .boxed()
                .flatMap(i -> IntStream.range(0, i).mapToObj(j -> new Pair(i, row.get(i), j, row.get(j))));
    }
}

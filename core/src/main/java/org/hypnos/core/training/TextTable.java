package org.hypnos.core.training;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows of words in columns as wide as they must be, for people. */
record TextTable(ImmutableList<String> head) {
    TextTable(String... head) {
        this(ImmutableList.copyOf(head));
    }

    /** The table with a row for each of {@code values}. */
    <T> String rows(List<T> values, Function<T, List<String>> words) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(head);
        values.forEach(value -> rows.add(words.apply(value)));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < head.size(); column++) {
                line.append(Strings.padEnd(row.get(column), width(rows, column) + 2, ' '));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}

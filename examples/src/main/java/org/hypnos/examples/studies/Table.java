package org.hypnos.examples.studies;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown, row by row. */
final class Table {
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    Table(String... header) {
        columns = header.length;
        add(header);
        add(Collections.nCopies(columns, "---").toArray(String[]::new));
    }

    Table add(String... cells) {
        lines.add("| " + String.join(" | ", ImmutableList.copyOf(cells)) + " |");
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}

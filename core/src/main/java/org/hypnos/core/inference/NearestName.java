package org.hypnos.core.inference;

import java.util.Collection;
import java.util.Comparator;

/** Finds what somebody meant who made a slip in a name. */
public final class NearestName {
    private NearestName() {}

    /**
     * {@return "did you mean 'particles'? there are [...]", or the names alone where none is near}
     *
     * @param name that somebody gave, and that is none of the names
     * @param names that there are
     */
    public static String suggestion(String name, Collection<String> names) {
        String all = names.isEmpty() ? "there are none" : "there are " + names;
        return names.stream()
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .filter(nearest -> distance(name, nearest) <= Math.max(2, name.length() / 2))
                .map(nearest -> "did you mean '" + nearest + "'? " + all)
                .orElse(all);
    }

    /** The number of letters to insert, delete or replace (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

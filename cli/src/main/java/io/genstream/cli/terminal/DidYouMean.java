package io.genstream.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that was probably meant: the one of the least edit distance (Levenshtein, 1966), if that is small. */
public final class DidYouMean {
    private DidYouMean() {}

    /** A sentence to append to an error, or nothing. */
    public static String sentence(String given, Collection<String> known) {
        return nearest(given, known).map(name -> ". Did you mean " + name + "?").orElse("");
    }

    static Optional<String> nearest(String given, Collection<String> known) {
        int most = Math.max(2, given.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(given, name) <= most);
    }

    static int distance(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}

package io.genstream.cli.terminal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that was probably meant: the one of the least edit distance, if that is small. */
public final class DidYouMean {
    private DidYouMean() {}

    /** A sentence to append to an error, or nothing. */
    public static String sentence(String given, Collection<String> known) {
        return nearest(given, known).map(name -> ". Did you mean " + name + "?").orElse("");
    }

    static Optional<String> nearest(String given, Collection<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        int most = Math.max(2, given.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance.apply(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance.apply(given, name) <= most);
    }
}

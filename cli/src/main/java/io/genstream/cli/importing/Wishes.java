package io.genstream.cli.importing;

import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import java.util.List;
import java.util.Optional;

/**
 * What the user said of a source whose layout does not say it, and what the data set expects. A layout refuses a place of
 * labels or splits that it does not know; {@code none} is dealt with for all of them.
 *
 * @param layout the name of a {@link Layout}
 * @param labels where they are: {@code none}, {@code folder}, {@code top}, a table's file name or a column, as the layout has it
 * @param split where it is: {@code none}, {@code folder}, a table's file name or a column, as the layout has it
 * @param zipNames the code page of a zip's names, where the zip does not say it
 * @param classes the data set that the pictures go to has them
 */
record Wishes(
        Optional<String> layout,
        Optional<String> labels,
        Optional<String> split,
        Optional<String> zipNames,
        boolean classes) {
    static final String ABSENT = "none";
    static final Wishes NONE =
            new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    boolean noLabels() {
        return labels.equals(Optional.of(ABSENT));
    }

    boolean noSplits() {
        return split.equals(Optional.of(ABSENT));
    }

    /** For layouts that know so many places of labels beside {@code none}, and no more. */
    void allowLabels(String... places) {
        allow("--labels", labels, places);
    }

    void allowSplit(String... places) {
        allow("--split", split, places);
    }

    private static void allow(String option, Optional<String> wish, String... places) {
        if (wish.isPresent() && !wish.get().equals(ABSENT) && !List.of(places).contains(wish.get())) {
            throw new CommandException(
                    ExitCode.USAGE,
                    option + " " + wish.get() + " is not known here: it may be " + ABSENT
                            + (places.length == 0 ? "" : ", " + String.join(", ", places)));
        }
    }
}

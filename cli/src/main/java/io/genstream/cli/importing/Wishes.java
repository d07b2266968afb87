package io.genstream.cli.importing;

import java.util.Optional;

/**
 * What the user said of a source whose layout does not say it. A layout that cannot follow a wish refuses it.
 *
 * @param layout the name of a {@link Layout}
 * @param labels where they are: {@code none}, {@code folder}, {@code top}, a table's file name or a column, as the layout has it
 * @param split where it is: {@code none}, {@code folder}, a table's file name or a column, as the layout has it
 * @param zipNames the code page of a zip's names, where the zip does not say it
 */
record Wishes(Optional<String> layout, Optional<String> labels, Optional<String> split, Optional<String> zipNames) {
    static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}

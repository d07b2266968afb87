package io.genstream.standalone.cli.importing;

import java.util.List;

/**
 * What is to be imported, in a fixed order.
 *
 * @param names of the classes or of the columns of a label row; empty without labels
 * @param leftOut files that cannot become records, each with the reason
 */
record PictureSource(Labels labels, List<String> names, List<Sample> samples, List<String> leftOut) {
    /** As the API names them. */
    enum Labels {
        NONE,
        CLASS,
        ATTRIBUTES
    }

    PictureSource {
        names = List.copyOf(names);
        samples = List.copyOf(samples);
        leftOut = List.copyOf(leftOut);
    }
}

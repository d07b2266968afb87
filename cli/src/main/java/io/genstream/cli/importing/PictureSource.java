package io.genstream.cli.importing;

import java.util.List;

/**
 * What is to be imported, in a fixed order.
 *
 * @param nativeWidth of the pictures that a crop is told in pixels of; 0 where that is their own
 * @param origin a licence line for whoever gives none; empty where nothing is known
 * @param names of the classes or of the columns of a label row; empty without labels
 * @param leftOut files that cannot become records, each with the reason
 */
record PictureSource(
        Labels labels, List<String> names, List<Sample> samples, List<String> leftOut, int nativeWidth, String origin) {
    /** As the API names them. */
    enum Labels {
        NONE,
        CLASS,
        ATTRIBUTES
    }

    PictureSource(Labels labels, List<String> names, List<Sample> samples, List<String> leftOut) {
        this(labels, names, samples, leftOut, 0, "");
    }

    PictureSource {
        names = List.copyOf(names);
        samples = List.copyOf(samples);
        leftOut = List.copyOf(leftOut);
    }
}

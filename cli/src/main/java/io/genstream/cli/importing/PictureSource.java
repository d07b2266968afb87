package io.genstream.cli.importing;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be imported, in a fixed order.
 *
 * @param nativeWidth of the pictures that a crop is told in pixels of; 0 where that is their own
 * @param origin a licence line for whoever gives none; empty where nothing is known
 * @param names of the classes ({@link ClassNames#join}) or of the columns of a label row; none without labels
 * @param leftOut pictures and rows that cannot become records, each with the reason: the import is incomplete
 * @param told what the labels were taken from, in a line for people; empty where the layout's name says it
 * @param notRead what else lies there and is none of our business, in a few lines for people: captions, masks, notes
 */
record PictureSource(
        Labels labels,
        List<String> names,
        List<Sample> samples,
        List<String> leftOut,
        List<String> notRead,
        String told,
        int nativeWidth,
        String origin) {
    /** As the API names them. */
    enum Labels {
        NONE,
        CLASS,
        ATTRIBUTES
    }

    PictureSource(Labels labels, List<String> names, List<Sample> samples, List<String> leftOut) {
        this(labels, names, samples, leftOut, List.of(), "", 0, "");
    }

    PictureSource {
        names = List.copyOf(names);
        samples = List.copyOf(samples);
        leftOut = List.copyOf(leftOut);
        notRead = List.copyOf(notRead);
    }

    PictureSource notRead(List<String> more) {
        return new PictureSource(labels, names, samples, leftOut, more, told, nativeWidth, origin);
    }

    PictureSource leftOut(List<String> more) {
        List<String> all = new ArrayList<>(leftOut);
        all.addAll(more);
        return new PictureSource(labels, names, samples, all, notRead, told, nativeWidth, origin);
    }

    PictureSource unlabelled() {
        List<Sample> bare = samples.stream().map(Sample::unlabelled).toList();
        return new PictureSource(Labels.NONE, List.of(), bare, leftOut, notRead, told, nativeWidth, origin);
    }

    PictureSource withoutSplits() {
        List<Sample> bare = samples.stream().map(Sample::withoutSplit).toList();
        return new PictureSource(labels, names, bare, leftOut, notRead, told, nativeWidth, origin);
    }

    PictureSource from(int width, String licence) {
        return new PictureSource(labels, names, samples, leftOut, notRead, told, width, licence);
    }

    PictureSource told(String how) {
        return new PictureSource(labels, names, samples, leftOut, notRead, how, nativeWidth, origin);
    }
}

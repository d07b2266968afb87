package io.genstream.cli.importing;

import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One picture of a source, not read yet.
 *
 * @param recordId the same at every import of the same file, so that a repeated import changes nothing
 * @param className of a source with classes
 * @param attributes of a source with attributes, else empty
 * @param split where the source itself says which it belongs to
 * @param subject whose picture it is, where the source says
 */
record Sample(
        String recordId,
        Reader picture,
        Optional<String> className,
        List<Float> attributes,
        Optional<Split> split,
        Optional<String> subject) {

    /** As the API names them. */
    enum Split {
        TRAIN,
        VALIDATION,
        TEST
    }

    /** Reads the picture; PixelException if it is broken. May be called from any thread, once. */
    @FunctionalInterface
    interface Reader {
        Pixels read() throws IOException;
    }

    static Sample unlabelled(String recordId, Reader picture) {
        return new Sample(recordId, picture, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    static Sample ofClass(String recordId, Reader picture, String className) {
        return new Sample(recordId, picture, Optional.of(className), List.of(), Optional.empty(), Optional.empty());
    }

    static Sample ofAttributes(String recordId, Reader picture, List<Float> attributes) {
        return new Sample(recordId, picture, Optional.empty(), attributes, Optional.empty(), Optional.empty());
    }

    Sample in(Split wanted) {
        return new Sample(recordId, picture, className, attributes, Optional.of(wanted), subject);
    }

    Sample of(String person) {
        return new Sample(recordId, picture, className, attributes, split, Optional.of(person));
    }
}

package io.genstream.model.webdataset;

import java.util.Optional;

/**
 * The files of one record: those that share a name up to their type.
 *
 * @param <P> what the reader makes of a picture
 * @param classIndex the file .cls
 * @param problem with one of the files, the first that was found
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two calls, never compared
public record WebDatasetRecord<P>(
        String key,
        Optional<P> picture,
        Optional<byte[]> json,
        Optional<byte[]> classIndex,
        Optional<Problem> problem) {

    /** What is wrong with a file of a record. */
    public enum Fault {
        PICTURE_TOO_LARGE,
        SECOND_PICTURE,
        TEXT_TOO_LONG
    }

    /** @param message for people; begins with the file's name */
    public record Problem(Fault fault, String message) {}

    static <P> WebDatasetRecord<P> empty(String key) {
        return new WebDatasetRecord<>(key, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    WebDatasetRecord<P> withPicture(P taken) {
        return new WebDatasetRecord<>(key, Optional.of(taken), json, classIndex, problem);
    }

    WebDatasetRecord<P> withJson(byte[] bytes) {
        return new WebDatasetRecord<>(key, picture, Optional.of(bytes), classIndex, problem);
    }

    WebDatasetRecord<P> withClassIndex(byte[] bytes) {
        return new WebDatasetRecord<>(key, picture, json, Optional.of(bytes), problem);
    }

    WebDatasetRecord<P> withProblem(Fault fault, String message) {
        return new WebDatasetRecord<>(
                key, picture, json, classIndex, problem.or(() -> Optional.of(new Problem(fault, message))));
    }
}

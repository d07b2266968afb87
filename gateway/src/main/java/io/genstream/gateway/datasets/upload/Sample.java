package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import java.util.Optional;

/**
 * The files of one record: those that share a name up to the type at its end.
 *
 * @param problem with one of the files, found while reading
 */
record Sample(
        String key,
        Optional<byte[]> picture,
        Optional<byte[]> json,
        Optional<byte[]> classIndex,
        Optional<DatasetException> problem) {

    static Sample empty(String key) {
        return new Sample(key, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Sample withPicture(byte[] bytes) {
        return new Sample(key, Optional.of(bytes), json, classIndex, problem);
    }

    Sample withJson(byte[] bytes) {
        return new Sample(key, picture, Optional.of(bytes), classIndex, problem);
    }

    Sample withClassIndex(byte[] bytes) {
        return new Sample(key, picture, json, Optional.of(bytes), problem);
    }

    Sample withProblem(DatasetException found) {
        return new Sample(key, picture, json, classIndex, problem.or(() -> Optional.of(found)));
    }
}

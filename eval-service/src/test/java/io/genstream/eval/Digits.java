package io.genstream.eval;

import io.genstream.model.pixels.Idx;
import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The repository's digits: 8,000 for training, 2,000 for testing. */
public record Digits(List<Pixels> images, int[] labels) {
    private static final Path DIRECTORY = Path.of("..", "data", "digits");

    public static Digits train() {
        return read("train");
    }

    public static Digits test() {
        return read("test");
    }

    /** As a generator makes them: 32x32. */
    public Pixels padded(int index) {
        return images.get(index).padded(32, 32);
    }

    private static Digits read(String split) {
        try {
            return new Digits(
                    Idx.images(DIRECTORY.resolve(split + "-images-idx3-ubyte.gz")),
                    Idx.labels(DIRECTORY.resolve(split + "-labels-idx1-ubyte.gz")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

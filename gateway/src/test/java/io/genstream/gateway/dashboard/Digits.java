package io.genstream.gateway.dashboard;

import io.genstream.model.pixels.Idx;
import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real digits of the test split. */
final class Digits {
    private static final int CLASSES = 10;
    private static final int ROWS = 4;
    private static final int SIDE = 32;

    private Digits() {}

    /** Rows of 0 to 9, as a trainer's previews show them. */
    static List<Pixels> forPreviews() throws IOException {
        List<Pixels> images = Idx.images(Path.of("../data/digits/test-images-idx3-ubyte.gz"));
        int[] labels = Idx.labels(Path.of("../data/digits/test-labels-idx1-ubyte.gz"));
        List<Pixels> chosen = new ArrayList<>();
        for (int i = 0; chosen.size() < ROWS * CLASSES; i++) {
            if (labels[i] == chosen.size() % CLASSES) {
                chosen.add(images.get(i).padded(SIDE, SIDE));
            }
        }
        return chosen;
    }
}

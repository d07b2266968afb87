package io.genstream.trainer.image;

import io.genstream.trainer.export.Probe;
import java.util.stream.IntStream;

/** Real pictures to compare engine and ONNX Runtime on. */
final class PictureProbe {
    private static final int ROWS = 16;

    private PictureProbe() {}

    static Probe of(TrainingPictures pictures) {
        int[] first = IntStream.range(0, Math.min(ROWS, pictures.size())).toArray();
        return new Probe(pictures.pictures(first), pictures.chw(), pictures.labels(first));
    }
}

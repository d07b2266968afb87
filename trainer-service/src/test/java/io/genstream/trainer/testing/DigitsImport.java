package io.genstream.trainer.testing;

import io.genstream.model.pixels.Pixels;
import io.genstream.schemas.avro.Split;
import io.genstream.trainer.tools.IdxDigits;
import java.io.IOException;
import java.nio.file.Path;

/** Brings some of the bundled digits into the cluster as revision 1 of data set digits; again changes nothing. */
public final class DigitsImport {
    private static final int PICTURES = 500;

    private DigitsImport() {}

    public static void into(Cluster cluster) throws IOException {
        IdxDigits digits = IdxDigits.read(Path.of("..", "data", "digits"), "train");
        for (int i = 0; i < PICTURES; i++) {
            Pixels picture = digits.pictures().get(i);
            Split split = i % 10 == 0 ? Split.TEST : Split.TRAIN;
            cluster.picture("digits", "d" + i, split, picture.height(), picture.raw(), digits.classes()[i]);
        }
        cluster.revision("digits", 1, 28, 10);
    }
}

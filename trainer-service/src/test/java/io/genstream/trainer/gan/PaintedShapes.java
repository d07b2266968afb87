package io.genstream.trainer.gan;

import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.ExportedModel;
import io.genstream.trainer.testing.Painted;
import io.genstream.trainer.testing.Shapes;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What an unconditional generator of {@link Shapes} paints, as users get it. */
record PaintedShapes(byte[][] pictures) {
    private static final int IMAGES = 200;

    /** The lit channel's mean over 64 to 196 of 576 pixels of 230 on 25; the dark ones stay at 25. */
    private static final double LIT = 15;

    private static final double DARK = 60;

    /** Levels of 255; an empty ground is 16 off, black 41, grey 87. */
    private static final double ALIKE = 25;

    static PaintedShapes of(ExportedModel model) {
        return new PaintedShapes(Painted.of(model, IMAGES));
    }

    /** Two pictures of five show one lit channel on a dark ground, and not always the same one. */
    boolean inTheirColours() {
        int[] ofColour = new int[3];
        for (byte[] picture : pictures) {
            double[] mean = means(picture);
            for (int c = 0; c < 3; c++) {
                double others = Math.max(mean[(c + 1) % 3], mean[(c + 2) % 3]);
                ofColour[c] += others < DARK && mean[c] > others + LIT ? 1 : 0;
            }
        }
        long colours =
                Arrays.stream(ofColour).filter(count -> count >= IMAGES / 20).count();
        return Arrays.stream(ofColour).sum() >= 0.4 * IMAGES && colours >= 2;
    }

    /** The mean picture is near that of the data. */
    boolean likeOnAverage(PictureSet data) {
        int values = pictures[0].length;
        int area = values / 3;
        float[] real = data.signed(IntStream.range(0, data.size()).toArray());
        double difference = 0;
        for (int i = 0; i < values; i++) {
            double painted = 0;
            for (byte[] picture : pictures) {
                painted += (picture[i] & 0xFF) / (double) pictures.length;
            }
            double expected = 0;
            for (int n = 0; n < data.size(); n++) {
                // channels first
                expected += 127.5 * (1 + real[n * values + i % 3 * area + i / 3]) / data.size();
            }
            difference += Math.abs(painted - expected) / values;
        }
        return difference < ALIKE;
    }

    private static double[] means(byte[] picture) {
        double[] mean = new double[3];
        for (int i = 0; i < picture.length; i++) {
            mean[i % 3] += (picture[i] & 0xFF) / (picture.length / 3.0);
        }
        return mean;
    }
}

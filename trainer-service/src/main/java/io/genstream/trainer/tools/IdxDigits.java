package io.genstream.trainer.tools;

import io.genstream.model.card.LabelKind;
import io.genstream.model.pixels.Idx;
import io.genstream.model.pixels.Pixels;
import io.genstream.trainer.recipe.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** One split of a folder of gzipped IDX files, as the bundled digits are kept. */
public record IdxDigits(List<Pixels> pictures, int[] classes) {
    private static final int CLASSES = 10;

    /** @param split train or test */
    public static IdxDigits read(Path folder, String split) throws IOException {
        return new IdxDigits(
                Idx.images(folder.resolve(split + "-images-idx3-ubyte.gz")),
                Idx.labels(folder.resolve(split + "-labels-idx1-ubyte.gz")));
    }

    /** As a recipe takes it: revision 0, since no topic gave it one. */
    public TrainingData toTrainingData(String datasetId, String licence) {
        Pixels first = pictures.get(0);
        float[][] labels = new float[classes.length][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new float[] {classes[i]};
        }
        return new TrainingData(
                datasetId,
                0,
                first.height(),
                first.width(),
                first.channels(),
                LabelKind.CLASS,
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                licence,
                pictures.stream().map(Pixels::raw).toArray(byte[][]::new),
                labels);
    }
}

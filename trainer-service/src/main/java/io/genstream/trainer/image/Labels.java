package io.genstream.trainer.image;

import io.genstream.trainer.network.Condition;
import io.genstream.trainer.random.StepRandom;
import io.genstream.trainer.recipe.TrainingData;
import io.genstream.trainer.recipe.UnsuitableDataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What a data set's label rows mean to a network. Stateless. */
final class Labels {
    private static final int CARD_ROWS = 1_000;
    private static final int MAX_COLUMNS = 10;

    private Labels() {}

    /** @throws UnsuitableDataException where a row is not what the data set's description says */
    static Condition condition(TrainingData data) {
        int names = data.attributeNames().size();
        return switch (data.labelKind()) {
            case NONE -> Condition.none();
            case CLASS -> {
                checkClasses(data, names);
                yield Condition.classes(names);
            }
            case ATTRIBUTES -> {
                checkAttributes(data, names);
                yield Condition.attributes(names);
            }
        };
    }

    private static void checkClasses(TrainingData data, int names) {
        if (names == 0) {
            throw new UnsuitableDataException("data set " + data.datasetId()
                    + " has classes but names none: announce a revision with attributeNames");
        }
        for (int i = 0; i < data.size(); i++) {
            float[] row = data.labels()[i];
            if (row.length != 1 || row[0] != Math.rint(row[0]) || row[0] < 0 || row[0] >= names) {
                throw new UnsuitableDataException("data set " + data.datasetId() + ", image " + i
                        + ": a label row must be one class index from 0 to " + (names - 1));
            }
        }
    }

    /** Values of another size would drown the picture's own features, or be drowned. */
    private static void checkAttributes(TrainingData data, int names) {
        for (int i = 0; i < data.size(); i++) {
            float[] row = data.labels()[i];
            if (row.length != names) {
                throw new UnsuitableDataException("data set " + data.datasetId() + ", image " + i + ": a label row has "
                        + row.length + " values, " + names + " attributes are named");
            }
            for (int column = 0; column < names; column++) {
                if (!(Math.abs(row[column]) <= 1)) {
                    throw new UnsuitableDataException("data set " + data.datasetId() + ", attribute "
                            + data.attributeNames().get(column) + " of image " + i + " is " + row[column]
                            + ": scale attributes to -1 to 1 and import them again");
                }
            }
        }
    }

    static float[][] ofClasses(int[] classes) {
        return Arrays.stream(classes).mapToObj(c -> new float[] {c}).toArray(float[][]::new);
    }

    /** Rows as the data has them, so that a request can draw labels without the data set. */
    static List<List<Float>> forCard(TrainingPictures pictures, StepRandom random) {
        if (!pictures.condition().present()) {
            return List.of();
        }
        RandomGenerator generator = random.of(StepRandom.Purpose.LABEL_ROWS, 0);
        List<List<Float>> rows = new ArrayList<>();
        for (int i = 0; i < CARD_ROWS; i++) {
            List<Float> row = new ArrayList<>();
            for (float value : pictures.data().labels()[generator.nextInt(pictures.size())]) {
                row.add(value);
            }
            rows.add(row);
        }
        return rows;
    }

    /** What a contact sheet shows, a column each: the first classes, or the attributes of the first pictures. */
    static float[][] columns(TrainingPictures pictures) {
        return switch (pictures.condition().kind()) {
            case CLASS ->
                ofClasses(IntStream.range(
                                0, Math.min(MAX_COLUMNS, pictures.condition().size()))
                        .toArray());
            case ATTRIBUTES ->
                pictures.labels(IntStream.range(0, Math.min(MAX_COLUMNS, pictures.size()))
                        .toArray());
            case NONE -> new float[MAX_COLUMNS][0];
        };
    }
}

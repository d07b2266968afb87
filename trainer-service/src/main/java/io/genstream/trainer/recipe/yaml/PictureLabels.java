package io.genstream.trainer.recipe.yaml;

import io.genstream.trainer.network.Condition;
import io.genstream.trainer.pictures.PictureFacts;
import io.genstream.trainer.pictures.PictureSet;
import io.genstream.trainer.recipe.UnsuitableDataException;
import java.util.Locale;

/** What a data set's label rows can tell a network. Stateless. */
final class PictureLabels {
    private PictureLabels() {}

    /**
     * @param wanted any, or the only condition that will do
     * @throws UnsuitableDataException where the data set has other labels
     */
    static Condition condition(PictureFacts facts, String wanted) {
        String kind = facts.labelKind().name().toLowerCase(Locale.ROOT);
        if (!wanted.equals("any") && !wanted.equals("none") && !wanted.equals(kind)) {
            throw new UnsuitableDataException("condition is " + wanted + ", the labels of data set " + facts.datasetId()
                    + " are " + facts.labelKind() + ": use an image recipe, or set condition to any");
        }
        int names = facts.attributeNames().size();
        return switch (wanted.equals("none") ? wanted : kind) {
            case "class" -> {
                if (names == 0) {
                    throw new UnsuitableDataException("data set " + facts.datasetId()
                            + " has classes but names none: announce a revision with attributeNames");
                }
                yield Condition.classes(names);
            }
            case "attributes" -> Condition.attributes(names);
            default -> Condition.none();
        };
    }

    /** @throws UnsuitableDataException where a row is not what the data set's description says */
    static void check(PictureSet pictures) {
        Condition condition = pictures.condition();
        for (int i = 0; condition.present() && i < pictures.size(); i++) {
            float[] row = pictures.labels(i);
            if (condition.kind() == Condition.Kind.CLASS) {
                checkClass(row, condition.size(), pictures.facts(), i);
            } else {
                checkAttributes(row, pictures.facts(), i);
            }
        }
    }

    private static void checkClass(float[] row, int classes, PictureFacts facts, int picture) {
        if (row.length != 1 || row[0] != Math.rint(row[0]) || row[0] < 0 || row[0] >= classes) {
            throw new UnsuitableDataException("data set " + facts.datasetId() + ", image " + picture
                    + ": a label row must be one class index from 0 to " + (classes - 1));
        }
    }

    /** Values of another size would drown the picture's own features, or be drowned. */
    private static void checkAttributes(float[] row, PictureFacts facts, int picture) {
        int names = facts.attributeNames().size();
        if (row.length != names) {
            throw new UnsuitableDataException("data set " + facts.datasetId() + ", image " + picture
                    + ": a label row has " + row.length + " values, " + names + " attributes are named");
        }
        for (int column = 0; column < names; column++) {
            if (!(Math.abs(row[column]) <= 1)) {
                throw new UnsuitableDataException("data set " + facts.datasetId() + ", attribute "
                        + facts.attributeNames().get(column) + " of image " + picture + " is " + row[column]
                        + ": scale attributes to -1 to 1 and import them again");
            }
        }
    }
}

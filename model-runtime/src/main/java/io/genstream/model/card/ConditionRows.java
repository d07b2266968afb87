package io.genstream.model.card;

import io.genstream.model.InvalidInputException;
import java.util.List;

/**
 * Says whether condition rows fit a card, in the words of whoever asked. The gateway calls it before it accepts a
 * request, the generator again before it runs one. Stateless.
 */
public final class ConditionRows {
    private ConditionRows() {}

    /**
     * Checks rows against the card's labels: CLASS rows are one integer in range, ATTRIBUTES rows one finite value per
     * attribute name, and an unconditional model takes empty rows only.
     *
     * @throws InvalidInputException naming the first row that does not fit
     */
    public static void check(ModelCard card, float[][] rows) {
        LabelKind kind = card.conditional() ? card.labelKind() : LabelKind.NONE;
        for (int i = 0; i < rows.length; i++) {
            String problem = problem(kind, card.attributeNames().size(), rows[i]);
            if (problem != null) {
                throw new InvalidInputException("condition", i, problem);
            }
        }
    }

    /** The same for rows as they come from a record. */
    public static void check(ModelCard card, List<List<Float>> rows) {
        check(card, rows.stream().map(ConditionRows::toArray).toArray(float[][]::new));
    }

    /** A row as an array; a missing value becomes NaN, which no check lets through. */
    public static float[] toArray(List<Float> row) {
        float[] array = new float[row.size()];
        for (int i = 0; i < array.length; i++) {
            Float value = row.get(i);
            array[i] = value == null ? Float.NaN : value;
        }
        return array;
    }

    /** What is wrong with a row, or null. */
    static String problem(LabelKind kind, int names, float[] row) {
        if (row == null) {
            return "is missing";
        }
        int expected =
                switch (kind) {
                    case NONE -> 0;
                    case CLASS -> 1;
                    case ATTRIBUTES -> names;
                };
        if (row.length != expected) {
            return "has " + row.length + " values, but this model takes " + expected
                    + (kind == LabelKind.CLASS ? " (the class index)" : "");
        }
        for (int i = 0; i < row.length; i++) {
            if (!Float.isFinite(row[i])) {
                return "value " + i + " is not finite: " + row[i];
            }
        }
        if (kind == LabelKind.CLASS && (row[0] != Math.rint(row[0]) || row[0] < 0 || row[0] >= names)) {
            return "class " + row[0] + " is not an integer in 0.." + (names - 1);
        }
        return null;
    }
}

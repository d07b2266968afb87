package io.genstream.cli.importing;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one pass over a table tells of a column: enough to say what it is for. Used by one thread. */
final class Column {
    /** A column of more values than these is no class. */
    static final int MOST_VALUES = 10_000;

    private static final int MOST_NUMBERS_KEPT = 10_000;

    private final String name;
    private final Set<String> values = new LinkedHashSet<>();
    private long filled;
    private long numbers;
    private long booleans;
    private boolean whole = true;
    private boolean counter = true;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double before = Double.NaN;

    Column(String name) {
        this.name = name;
    }

    void see(String value) {
        if (value.isBlank()) {
            counter = false;
            return;
        }
        filled++;
        if (values.size() <= MOST_VALUES) {
            values.add(value);
        }
        float number = number(value);
        if (Float.isNaN(number)) {
            counter = false;
            return;
        }
        numbers++;
        booleans += isBoolean(value) ? 1 : 0;
        whole &= number == Math.rint(number);
        counter &= filled == 1 ? number == 0 || number == 1 : number == before + 1;
        before = number;
        least = Math.min(least, number);
        most = Math.max(most, number);
    }

    String name() {
        return name;
    }

    /** Without case, blanks, and whatever joins words. */
    String plainName() {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    Set<String> values() {
        return values;
    }

    boolean isEmpty() {
        return filled == 0;
    }

    boolean isNumeric() {
        return numbers == filled && !isEmpty();
    }

    boolean isMostlyNumeric() {
        return numbers * 2 >= filled && !isEmpty();
    }

    boolean isBoolean() {
        return booleans == filled && !isEmpty();
    }

    boolean isWhole() {
        return isNumeric() && whole && !isBoolean();
    }

    /** 0, 1, 2, ... down the rows: a row's number, which says nothing of its picture. */
    boolean counts() {
        return counter && filled > 1;
    }

    /** Whether values come back, as those of classes do. */
    boolean repeats() {
        return values.size() <= MOST_VALUES && (values.size() <= 10 || filled >= 2L * values.size());
    }

    /** Whether whole numbers go from 0 or 1 up without great gaps and come back. */
    boolean looksLikeClassNumbers() {
        return isWhole()
                && (least == 0 || least == 1)
                && most - least + 1 <= 1 + 1.25 * values.size()
                && values.size() <= 1_000
                && repeats();
    }

    /** NaN where it is none. Comma or point; true and false are 1 and 0. */
    static float number(String text) {
        if (isBoolean(text)) {
            return text.equalsIgnoreCase("true") ? 1 : 0;
        }
        if (text.isEmpty() || !Character.isDigit(last(text)) && last(text) != '.' || text.indexOf('x') >= 0) {
            return Float.NaN; // parseFloat would take 1f and 0x1p3
        }
        try {
            float number = Float.parseFloat(text.indexOf('.') < 0 ? text.replace(',', '.') : text);
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    private static boolean isBoolean(String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static char last(String text) {
        return text.charAt(text.length() - 1);
    }

    /** Numbers of a table, each object once: tables repeat theirs millions of times. Used by one thread. */
    static final class Numbers {
        private final Map<String, Float> known = new HashMap<>();

        Optional<Float> parse(String text) {
            Float number = known.get(text);
            if (number == null) {
                number = number(text);
                if (known.size() < MOST_NUMBERS_KEPT) {
                    known.put(text, number);
                }
            }
            return number.isNaN() ? Optional.empty() : Optional.of(number);
        }
    }
}

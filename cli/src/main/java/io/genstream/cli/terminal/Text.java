package io.genstream.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** How figures and fields look in tables. The same everywhere, whatever the machine's locale. Stateless. */
public final class Text {
    private static final String[] BINARY_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int BINARY_STEP = 1024;

    private Text() {}

    /** The field's text; empty if it is missing or null. */
    public static String of(JsonNode document, String field) {
        return document.path(field).asText("");
    }

    /** Whole numbers with separators. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** How many pictures a revision has for what; validation where there are some. */
    public static String pictures(JsonNode revision) {
        JsonNode counts = revision.path("counts");
        long validation = counts.path("VALIDATION").asLong();
        return count(counts.path("TRAIN").asLong()) + " training"
                + (validation == 0 ? "" : ", " + count(validation) + " validation") + " and "
                + count(counts.path("TEST").asLong()) + " test pictures";
    }

    /** Four significant digits; a field that is no number stays empty. */
    public static String figure(JsonNode value) {
        return value.isNumber() ? figure(value.doubleValue()) : "";
    }

    public static String figure(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
        return digits > 8
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= BINARY_STEP && unit < BINARY_UNITS.length - 1) {
            value /= BINARY_STEP;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, BINARY_UNITS[unit]);
    }

    /** An ISO instant to the second, without the letters that only programs need. */
    public static String instant(JsonNode document, String field) {
        String text = of(document, field);
        return text.length() < 19 ? text : text.substring(0, 10) + ' ' + text.substring(11, 19);
    }

    /** 75 s is 1:15. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}

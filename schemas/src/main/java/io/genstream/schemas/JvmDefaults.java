package io.genstream.schemas;

import java.util.Locale;
import java.util.TimeZone;

/**
 * One locale and one time zone for every process of the house: the first line of each main. Libraries name files, write numbers and
 * fold case by the JVM's default locale; under fa_IR Kafka does not find its own files again.
 */
public final class JvmDefaults {
    private JvmDefaults() {}

    /** Call it before any other class is initialised. The launchers give the same by flags, which these calls win over. */
    public static void pin() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }
}

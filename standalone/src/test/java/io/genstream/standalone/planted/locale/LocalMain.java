package io.genstream.standalone.planted.locale;

import io.genstream.schemas.JvmDefaults;
import java.text.Collator;
import java.time.ZoneId;
import java.util.Locale;

/** Asks for the machine's locale and time zone, and does not pin them first. */
public final class LocalMain {
    private LocalMain() {}

    public static void main(String[] args) {
        String zone = ZoneId.systemDefault().getId();
        JvmDefaults.pin();
        System.exit(sorts(zone, Locale.getDefault()));
    }

    private static int sorts(String zone, Locale locale) {
        return Collator.getInstance(locale).compare(zone, locale.toString());
    }
}

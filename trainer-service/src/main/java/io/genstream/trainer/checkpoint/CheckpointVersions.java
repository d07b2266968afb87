package io.genstream.trainer.checkpoint;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Version strings: {@code yyyyMMdd'T'HHmmss'Z'-<6 hex>}, UTC time and the beginning of a hash over the artifacts. They
 * sort by time within a model: two of one second, or a clock set back, push the later one a second behind the earlier.
 */
public final class CheckpointVersions {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int TIME_CHARS = 16;
    private static final int HASH_CHARS = 6;

    private CheckpointVersions() {}

    /** @param newest newest version of the model, if any */
    public static String next(Instant now, Optional<String> newest, String sha256) {
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        Instant earliest = newest.flatMap(CheckpointVersions::time)
                .map(t -> t.plusSeconds(1))
                .orElse(second);
        Instant time = earliest.isAfter(second) ? earliest : second;
        return TIME.format(time) + "-" + sha256.substring(0, HASH_CHARS);
    }

    /** Empty for a version that is not of our making. */
    static Optional<Instant> time(String version) {
        if (version.length() < TIME_CHARS) {
            return Optional.empty();
        }
        try {
            return Optional.of(TIME.parse(version.substring(0, TIME_CHARS), Instant::from));
        } catch (DateTimeParseException ignored) {
            return Optional.empty();
        }
    }
}

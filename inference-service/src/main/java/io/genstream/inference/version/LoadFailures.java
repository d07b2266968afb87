package io.genstream.inference.version;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which versions failed to load and when each may be tried again, so that a broken file is not read once per
 * request. Holds the newest {@link #LIMIT}; one that is forgotten is merely tried earlier. Not thread-safe: the pool's lock
 * guards it.
 */
final class LoadFailures {
    static final int LIMIT = 256;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 6;

    private final Clock clock;
    private final Map<VersionKey, Failure> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<VersionKey, Failure> eldest) {
            return size() > LIMIT;
        }
    };

    private record Failure(String reason, int attempts, Instant retryAt) {}

    LoadFailures(Clock clock) {
        this.clock = clock;
    }

    void add(VersionKey key, String reason) {
        int attempts = failures.containsKey(key) ? failures.remove(key).attempts() + 1 : 1;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        failures.put(key, new Failure(reason, attempts, clock.instant().plus(pause)));
    }

    void remove(VersionKey key) {
        failures.remove(key);
    }

    /** Why it failed; empty where it never did, or may be tried again. */
    Optional<String> holdingBack(VersionKey key) {
        return Optional.ofNullable(failures.get(key))
                .filter(failure -> clock.instant().isBefore(failure.retryAt()))
                .map(Failure::reason);
    }

    boolean contains(VersionKey key) {
        return failures.containsKey(key);
    }

    List<VersionReport> reports() {
        List<VersionReport> reports = new ArrayList<>();
        failures.forEach((key, failure) ->
                reports.add(new VersionReport(key, VersionReport.State.FAILED, failure.reason(), "")));
        return reports;
    }
}

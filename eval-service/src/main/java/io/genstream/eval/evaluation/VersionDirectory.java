package io.genstream.eval.evaluation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checkpoints that exist, as their topic has them. Fed by the topic's follower and by the topology; thread-safe. Holds the
 * latest {@value #LIMIT}: the trainer deletes old ones long before.
 */
public final class VersionDirectory {
    private static final int LIMIT = 10_000;

    private final Map<String, VersionInfo> versions = new LinkedHashMap<>();

    public synchronized void put(VersionInfo version) {
        versions.remove(version.key());
        versions.put(version.key(), version);
        if (versions.size() > LIMIT) {
            versions.remove(versions.keySet().iterator().next());
        }
    }

    public synchronized void remove(String versionKey) {
        versions.remove(versionKey);
    }

    public synchronized Optional<VersionInfo> find(String versionKey) {
        return Optional.ofNullable(versions.get(versionKey));
    }

    public synchronized Collection<VersionInfo> all() {
        return List.copyOf(versions.values());
    }
}

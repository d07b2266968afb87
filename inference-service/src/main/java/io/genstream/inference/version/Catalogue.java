package io.genstream.inference.version;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The versions that checkpoints name and what is rolled out of each model, as this instance has read them. As large as the
 * compacted topics behind it, whose writers delete what is no longer needed. Thread-safe: two followers write, the intakes
 * read.
 */
public final class Catalogue {
    private final Map<VersionKey, KnownVersion> versions = new ConcurrentHashMap<>();
    private final Map<String, RolledOut> rollouts = new ConcurrentHashMap<>();

    public void add(KnownVersion version) {
        versions.put(version.key(), version);
    }

    public void remove(VersionKey key) {
        versions.remove(key);
    }

    public void rollOut(RolledOut rollout) {
        rollouts.put(rollout.model(), rollout);
    }

    public void withdraw(String model) {
        rollouts.remove(model);
    }

    public Optional<KnownVersion> find(VersionKey key) {
        return Optional.ofNullable(versions.get(key));
    }

    public boolean knowsModel(String model) {
        return rollouts.containsKey(model)
                || versions.keySet().stream().anyMatch(key -> key.model().equals(model));
    }

    /** The version that users get. */
    public Optional<String> stable(String model) {
        return Optional.ofNullable(rollouts.get(model)).flatMap(RolledOut::stable);
    }

    /** Generators that are stable, canary or shadow of some model. */
    public Map<VersionKey, KnownVersion> rolledOut() {
        Map<VersionKey, KnownVersion> wanted = new HashMap<>();
        for (RolledOut rollout : rollouts.values()) {
            rollout.stable().ifPresent(version -> want(wanted, rollout.model(), version));
            rollout.others().forEach(version -> want(wanted, rollout.model(), version));
        }
        return wanted;
    }

    private void want(Map<VersionKey, KnownVersion> wanted, String model, String version) {
        find(new VersionKey(model, version))
                .filter(known -> known.generator().isPresent())
                .ifPresent(known -> wanted.put(known.key(), known));
    }
}

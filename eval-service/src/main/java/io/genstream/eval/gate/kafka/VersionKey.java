package io.genstream.eval.gate.kafka;

/**
 * The key {@code model/version} or {@code model/version/metric}, which is all that a tombstone says. A model's name may hold
 * slashes, so it is read from the end.
 */
record VersionKey(String model, String version, String metric) {

    static VersionKey ofVersion(String key) {
        int slash = key.lastIndexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("Key '" + key + "' is not model/version");
        }
        return new VersionKey(key.substring(0, slash), key.substring(slash + 1), null);
    }

    static VersionKey ofMetric(String key) {
        int slash = key.lastIndexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("Key '" + key + "' is not model/version/metric");
        }
        VersionKey version = ofVersion(key.substring(0, slash));
        return new VersionKey(version.model(), version.version(), key.substring(slash + 1));
    }
}

package io.genstream.eval.gate.kafka;

/**
 * The key {@code model/version} or {@code model/version/metric}, which is all that a tombstone says. A model's name may hold
 * slashes, so it is read from the end.
 */
record RecordKey(String model, String version, String metric) {

    static RecordKey ofVersion(String key) {
        int slash = key.lastIndexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("Key '" + key + "' is not model/version");
        }
        return new RecordKey(key.substring(0, slash), key.substring(slash + 1), null);
    }

    static RecordKey ofMetric(String key) {
        int slash = key.lastIndexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("Key '" + key + "' is not model/version/metric");
        }
        RecordKey version = ofVersion(key.substring(0, slash));
        return new RecordKey(version.model(), version.version(), key.substring(slash + 1));
    }
}

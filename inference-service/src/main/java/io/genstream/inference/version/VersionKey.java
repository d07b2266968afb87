package io.genstream.inference.version;

/** One version of one model. */
public record VersionKey(String model, String version) {
    /** As topics are keyed by it. */
    @Override
    public String toString() {
        return model + "/" + version;
    }
}

package io.genstream.inference.version;

/**
 * Where a version stands in this instance.
 *
 * @param reason of FAILED, else empty
 * @param executionProvider the one really in use; empty unless READY
 */
public record VersionReport(VersionKey key, State state, String reason, String executionProvider) {
    /** The states in the order of a life. */
    public enum State {
        LOADING,
        READY,
        FAILED,
        UNLOADED
    }
}

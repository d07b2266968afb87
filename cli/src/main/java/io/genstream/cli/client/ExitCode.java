package io.genstream.cli.client;

/** What the process says to its caller when it ends. The launcher script adds those that need no JVM. */
public enum ExitCode {
    DONE(0, "done; up: stopped by INT, TERM or HUP"),
    FAILED(1, "failed for another reason, see the log"),
    USAGE(2, "wrong arguments"),
    HTTP_PORT_TAKEN(10, "HTTP or management port taken"),
    KAFKA_PORT_TAKEN(11, "Kafka port taken, and it was asked for by --kafka-port"),
    DIRECTORY_LOCKED(12, "data directory in use by another instance"),
    DIRECTORY_UNWRITABLE(13, "data directory cannot be written"),
    DISK_FULL(14, "too little disk space left, see --min-free-mib"),
    BROKER_FAILED(15, "the embedded broker failed while running"),
    STRAY_TOPICS(16, "data directory holds topics that a start under another locale hid, see --stray"),
    JDK_UNSUITABLE(20, "no JDK, or older than 17 (launcher script)"),
    BUILD_FAILED(21, "the build of stale sources failed (launcher script)"),
    GATEWAY_UNREACHABLE(30, "no gateway answers, see --url"),
    NOT_FOUND(31, "there is no such model, version, run, recipe, data set or record"),
    REFUSED(32, "the request breaks a rule, or the gate or another change forbids it"),
    SERVER_FAILED(33, "the gateway is overloaded, timed out or failed"),
    FILE_UNUSABLE(34, "a file or folder cannot be read or written"),
    INCOMPLETE(35, "done in part: pictures were left out, or the run failed"),
    UNHEALTHY(36, "doctor found a fault"),
    STILL_THERE(37, "what was deleted was still on disk when --wait gave up");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}

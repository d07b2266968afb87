package io.genstream.standalone;

/** What the process says to its caller when it ends. The launcher script adds those that need no JVM. */
public enum ExitCode {
    STOPPED(0, "stopped by INT, TERM or HUP"),
    FAILED(1, "failed for another reason, see the log"),
    USAGE(2, "wrong arguments"),
    HTTP_PORT_TAKEN(10, "HTTP or management port taken"),
    KAFKA_PORT_TAKEN(11, "Kafka port taken, and it was asked for by --kafka-port"),
    DIRECTORY_LOCKED(12, "data directory in use by another instance"),
    DIRECTORY_UNWRITABLE(13, "data directory cannot be written"),
    DISK_FULL(14, "too little disk space left, see --min-free-mib"),
    BROKER_FAILED(15, "the embedded broker failed while running"),
    JDK_UNSUITABLE(20, "no JDK, or older than 17 (launcher script)"),
    BUILD_FAILED(21, "the build of stale sources failed (launcher script)");

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

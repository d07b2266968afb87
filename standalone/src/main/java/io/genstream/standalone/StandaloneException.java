package io.genstream.standalone;

import io.genstream.broker.BrokerException;

/** Ends the process with an exit code and one line that says cause and cure. */
public class StandaloneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public StandaloneException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public StandaloneException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    static StandaloneException of(BrokerException e) {
        ExitCode code =
                switch (e.reason()) {
                    case PORT_TAKEN -> ExitCode.KAFKA_PORT_TAKEN;
                    case DIRECTORY_LOCKED -> ExitCode.DIRECTORY_LOCKED;
                    case DIRECTORY_UNWRITABLE -> ExitCode.DIRECTORY_UNWRITABLE;
                    case DISK_FULL -> ExitCode.DISK_FULL;
                    case START_FAILED -> ExitCode.FAILED;
                };
        return new StandaloneException(code, e.getMessage(), e);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}

package io.genstream.cli.client;

/** The gateway said no, in the words of its problem document (RFC 9457). */
public final class GatewayProblem extends CommandException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public GatewayProblem(ExitCode exitCode, String code, String message) {
        super(exitCode, message);
        this.code = code;
    }

    /** The API's stable code, such as MODEL_NOT_FOUND; empty if the answer was not a problem document. */
    public String code() {
        return code;
    }

    /** The same with a hint at the end. */
    public GatewayProblem with(String hint) {
        return hint.isEmpty() ? this : new GatewayProblem(exitCode(), code, getMessage() + hint);
    }
}

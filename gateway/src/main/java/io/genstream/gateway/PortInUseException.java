package io.genstream.gateway;

/** Another process listens on a port that the gateway needs. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int port;

    public PortInUseException(String key, int port, Throwable cause) {
        super("Port " + port + " is taken: stop the other process or set " + key + " to a free one", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}

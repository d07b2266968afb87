package io.genstream.broker;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a caller decides about its broker; everything else is {@link BrokerSettings}.
 *
 * @param dataDirectory kept across restarts, used by one broker at a time
 * @param port on 127.0.0.1; 0 takes a free one
 * @param onFault called once, from a Kafka thread, when the broker can no longer work
 */
public record BrokerOptions(Path dataDirectory, int port, Consumer<Throwable> onFault) {

    public BrokerOptions {
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        Objects.requireNonNull(onFault, "onFault");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
    }

    /** A broker on any free port that only logs its faults. */
    public static BrokerOptions in(Path dataDirectory) {
        return new BrokerOptions(dataDirectory, 0, fault -> {});
    }

    public BrokerOptions withPort(int newPort) {
        return new BrokerOptions(dataDirectory, newPort, onFault);
    }

    public BrokerOptions withFaultListener(Consumer<Throwable> listener) {
        return new BrokerOptions(dataDirectory, port, listener);
    }
}

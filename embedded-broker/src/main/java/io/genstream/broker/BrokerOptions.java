package io.genstream.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a caller decides about its broker; everything else is {@link BrokerSettings}.
 *
 * @param dataDirectory kept across restarts, used by one broker at a time
 * @param port on 127.0.0.1; 0 takes a free one
 * @param minFreeBytes refuse to start with less usable disk space than this
 * @param onFault called once, from a Kafka thread, when the broker can no longer work
 * @param overrides broker settings that win over ours
 */
public record BrokerOptions(
        Path dataDirectory, int port, long minFreeBytes, Consumer<Throwable> onFault, Map<String, String> overrides) {

    public BrokerOptions {
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        Objects.requireNonNull(onFault, "onFault");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("minFreeBytes must not be negative, is " + minFreeBytes);
        }
        overrides = Map.copyOf(overrides);
    }

    /** A broker on any free port that asks nothing of the disk and only logs its faults. */
    public static BrokerOptions in(Path dataDirectory) {
        return new BrokerOptions(dataDirectory, 0, 0, fault -> {}, Map.of());
    }

    public BrokerOptions withPort(int newPort) {
        return new BrokerOptions(dataDirectory, newPort, minFreeBytes, onFault, overrides);
    }

    public BrokerOptions withMinFreeBytes(long bytes) {
        return new BrokerOptions(dataDirectory, port, bytes, onFault, overrides);
    }

    public BrokerOptions withFaultListener(Consumer<Throwable> listener) {
        return new BrokerOptions(dataDirectory, port, minFreeBytes, listener, overrides);
    }

    public BrokerOptions withOverrides(Map<String, String> settings) {
        return new BrokerOptions(dataDirectory, port, minFreeBytes, onFault, settings);
    }
}

package io.genstream.broker;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a caller decides about its broker; everything else is {@link BrokerSettings}.
 *
 * @param dataDirectory kept across restarts, used by one broker at a time
 * @param port on 127.0.0.1; 0 takes a free one
 * @param onFault called once, from a Kafka thread, when the broker can no longer work
 * @param stray what to do where topics that Kafka hid cannot be put back without hiding others
 * @param kept whether a topic's records are of worth: not those that every start writes again
 */
public record BrokerOptions(
        Path dataDirectory, int port, Consumer<Throwable> onFault, Stray stray, Predicate<String> kept) {

    public BrokerOptions {
        Objects.requireNonNull(dataDirectory, "dataDirectory");
        Objects.requireNonNull(onFault, "onFault");
        Objects.requireNonNull(stray, "stray");
        Objects.requireNonNull(kept, "kept");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
    }

    /** A broker on any free port that only logs its faults. */
    public static BrokerOptions in(Path dataDirectory) {
        return new BrokerOptions(dataDirectory, 0, fault -> {}, Stray.ASK, topic -> !topic.startsWith("__"));
    }

    public BrokerOptions withPort(int newPort) {
        return new BrokerOptions(dataDirectory, newPort, onFault, stray, kept);
    }

    public BrokerOptions withFaultListener(Consumer<Throwable> listener) {
        return new BrokerOptions(dataDirectory, port, listener, stray, kept);
    }

    public BrokerOptions withStray(Stray choice, Predicate<String> worth) {
        return new BrokerOptions(dataDirectory, port, onFault, choice, worth);
    }
}

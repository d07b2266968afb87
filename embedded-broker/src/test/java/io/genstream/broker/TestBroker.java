package io.genstream.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One broker for all integration tests of a JVM, in a temporary directory, started when first asked for and stopped
 * by a shutdown hook; or the one that the system property {@value #EXTERNAL} names, which somebody else starts and stops. Tests
 * keep out of each other's way by unique names.
 */
public final class TestBroker {
    /** host:port of a broker, in a container say. */
    public static final String EXTERNAL = "genstream.test.bootstrap";

    private TestBroker() {}

    /** The bootstrap servers of this JVM's broker. */
    public static String bootstrap() {
        return external().orElseGet(() -> Holder.BROKER.bootstrapServers());
    }

    /** The bootstrap servers of the broker that was brought along; empty where it is the embedded one. */
    public static Optional<String> external() {
        return Optional.ofNullable(System.getProperty(EXTERNAL)).filter(given -> !given.isBlank());
    }

    /** The class loader's lock makes the start lazy and single. */
    private static final class Holder {
        static final EmbeddedBroker BROKER = start();

        private static EmbeddedBroker start() {
            try {
                Path directory = Files.createTempDirectory("genstream-test-broker");
                EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker, directory), "test-broker-stop"));
                return broker;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(EmbeddedBroker broker, Path directory) {
            broker.close();
            deleteTree(directory);
        }
    }

    static void deleteTree(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

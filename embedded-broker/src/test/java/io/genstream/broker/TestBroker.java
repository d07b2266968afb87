package io.genstream.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One broker for all integration tests of a JVM, in a temporary directory, started when first asked for and stopped
 * by a shutdown hook. Tests keep out of each other's way by unique names.
 */
public final class TestBroker {
    private TestBroker() {}

    /** The bootstrap servers of this JVM's broker. */
    public static String bootstrap() {
        return Holder.BROKER.bootstrapServers();
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

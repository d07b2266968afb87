package io.genstream.standalone.demo;

import io.genstream.gateway.datasets.kafka.DatasetWriter;
import io.genstream.schemas.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the bundled digits into any cluster and ends: the demo of a deployment without {@code up}. Its only argument is a
 * properties file with bootstrap.servers and, where topics are to be made, replication.factor and min.insync.replicas.
 */
public final class DigitsMain {
    private static final String KAFKA_PREFIX = "kafka.";
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private DigitsMain() {}

    /** Ends with 2 on a bad argument, 1 where the import failed; 0 as well where the digits were there. */
    public static void main(String[] args) {
        // Avro makes our generated classes only where this names their package
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "io.genstream.schemas.avro");
        Logger logger = LoggerFactory.getLogger(DigitsMain.class);
        try {
            KafkaConnection kafka = connection(args);
            try (DatasetWriter writer = new DatasetWriter(kafka, Clock.systemUTC())) {
                if (DemoImport.importOnce(writer, () -> false).isEmpty()) {
                    logger.info("the digits are there already");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            logger.error("Give a properties file with bootstrap.servers as the only argument: {}", e.getMessage());
            System.exit(USAGE);
        } catch (RuntimeException e) {
            logger.error("The digits were not imported: {}", e.getMessage());
            logger.debug("Import", e);
            System.exit(FAILED);
        }
    }

    private static KafkaConnection connection(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException(args.length + " arguments");
        }
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
            settings.load(reader);
        }
        Map<String, String> clients = settings.stringPropertyNames().stream()
                .filter(key -> key.startsWith(KAFKA_PREFIX))
                .collect(Collectors.toMap(key -> key.substring(KAFKA_PREFIX.length()), settings::getProperty));
        return new KafkaConnection(
                settings.getProperty("bootstrap.servers"),
                Short.parseShort(settings.getProperty("replication.factor", "1")),
                Short.parseShort(settings.getProperty("min.insync.replicas", "1")),
                clients);
    }
}

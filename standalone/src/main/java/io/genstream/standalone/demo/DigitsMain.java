package io.genstream.standalone.demo;

import io.genstream.gateway.datasets.kafka.DatasetWriter;
import io.genstream.operations.ServiceSettings;
import io.genstream.schemas.JvmDefaults;
import io.genstream.schemas.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports the bundled digits into any cluster and ends: the demo of a deployment without {@code up}. Its only argument is a
 * properties file with those settings that all services have.
 */
public final class DigitsMain {
    private static final int USAGE = 2;
    private static final int FAILED = 1;

    private DigitsMain() {}

    /** Ends with 2 on a bad argument, 1 where the import failed; 0 as well where the digits were imported before. */
    public static void main(String[] args) {
        JvmDefaults.pin();
        // Avro makes our generated classes only where this names their package
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "io.genstream.schemas.avro");
        Logger logger = LoggerFactory.getLogger(DigitsMain.class);
        try {
            KafkaConnection kafka = connection(args);
            try (DatasetWriter writer = new DatasetWriter(kafka, Clock.systemUTC())) {
                if (DemoImport.importOnce(writer, () -> false).isEmpty()) {
                    logger.info("the digits were imported before");
                }
            }
        } catch (IOException | ConfigException e) {
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
            throw new ConfigException(args.length + " arguments");
        }
        return ServiceSettings.read(
                "digits",
                ServiceSettings.keys(ServiceSettings.NO_PORT),
                ServiceSettings.load(Path.of(args[0])),
                ServiceSettings::kafka);
    }
}

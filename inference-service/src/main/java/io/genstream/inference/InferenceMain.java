package io.genstream.inference;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one inference instance against any cluster: {@code InferenceMain <properties file>}. */
public final class InferenceMain {
    private static final String LOG_CONFIG = "logback.configurationFile";
    private static final String AVRO_PACKAGES = "org.apache.avro.SERIALIZABLE_PACKAGES";
    private static final int USAGE = 2;
    private static final int CANNOT_START = 3;
    private static final int FAILED = 4;

    private final Logger logger;

    private InferenceMain(Logger logger) {
        this.logger = logger;
    }

    /** Ends with 2 on bad arguments or settings, 3 where it cannot start, 4 where it failed later. */
    public static void main(String[] args) throws InterruptedException {
        // not named logback.xml: in one JVM with others, the launcher's own configuration holds
        if (System.getProperty(LOG_CONFIG) == null) {
            System.setProperty(LOG_CONFIG, "logback-inference.xml");
        }
        // Avro refuses classes of packages that it was not told of; it reads this when it is first used
        if (System.getProperty(AVRO_PACKAGES) == null) {
            System.setProperty(AVRO_PACKAGES, "io.genstream.schemas.avro");
        }
        System.exit(new InferenceMain(LoggerFactory.getLogger(InferenceMain.class)).run(args));
    }

    private int run(String[] args) throws InterruptedException {
        if (args.length != 1) {
            logger.error(
                    "Usage: InferenceMain <properties file>; its keys are:\n{}",
                    InferenceConfig.definition().toEnrichedRst());
            return USAGE;
        }
        try {
            return serve(InferenceConfig.of(read(Path.of(args[0]))));
        } catch (IOException | ConfigException e) {
            logger.error("Cannot use {}: {}", args[0], e.getMessage());
            return USAGE;
        }
    }

    private int serve(InferenceConfig config) throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountDownLatch stop = new CountDownLatch(1);
        try (InferenceService service = InferenceService.start(config, registry);
                ManagementServer management = ManagementServer.start(config.managementPort(), registry, service)) {
            logger.info("Management at port {}", management.port());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                service.close();
                stop.countDown();
            }));
            while (!stop.await(1, TimeUnit.SECONDS)) {
                if (service.failure().isPresent()) {
                    logger.error("Stopping after a failure", service.failure().get());
                    return FAILED;
                }
            }
            return 0;
        } catch (IOException | RuntimeException e) {
            logger.error("Cannot start: {}", e.getMessage());
            logger.debug("Start", e);
            return CANNOT_START;
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> settings = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> settings.put(key, properties.getProperty(key).strip()));
        return settings;
    }
}

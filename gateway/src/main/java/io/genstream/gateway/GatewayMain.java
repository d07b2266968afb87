package io.genstream.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a gateway of its own process: {@code GatewayMain gateway.properties}. */
public final class GatewayMain {
    private static final Logger LOGGER = LoggerFactory.getLogger(GatewayMain.class);
    private static final int BAD_SETTINGS = 2;
    private static final int START_FAILED = 1;

    private GatewayMain() {}

    /** @param args path of a properties file with the settings of {@link GatewayConfig} */
    public static void main(String[] args) throws InterruptedException {
        // Avro instantiates our generated classes only where this names their package
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "io.genstream.schemas.avro");
        if (args.length != 1) {
            LOGGER.error("Give the path of a properties file as the only argument");
            System.exit(BAD_SETTINGS);
        }
        int failed = run(Path.of(args[0]));
        if (failed != 0) {
            System.exit(failed);
        }
    }

    private static int run(Path file) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Gateway gateway = Gateway.start(
                GatewayConfig.of(read(file)), new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List.of())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stop.countDown();
                awaitQuietly(stopped);
            }));
            LOGGER.info("Gateway at port {}, management at port {}", gateway.port(), gateway.managementPort());
            stop.await();
        } catch (ConfigException | IOException e) {
            LOGGER.error("Cannot use {}: {}", file, e.getMessage());
            return BAD_SETTINGS;
        } catch (PortInUseException e) {
            LOGGER.error(e.getMessage());
            return START_FAILED;
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private static void awaitQuietly(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> settings.put(name, properties.getProperty(name).strip()));
        return settings;
    }
}

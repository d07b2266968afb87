package io.genstream.trainer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the trainer from a properties file, its only argument. Exit codes: 0 stopped, 1 failed (start it again), 2 bad
 * configuration.
 */
public final class TrainerMain {
    private static final int FAILED = 1;
    private static final int BAD_CONFIGURATION = 2;
    private static final long WATCH_MS = 500;

    private TrainerMain() {}

    /** Runs until SIGTERM, SIGINT, the end of standard input (where configured) or a failure. */
    public static void main(String[] args) {
        setIfMissing("org.apache.avro.SERIALIZABLE_PACKAGES", "io.genstream.schemas.avro");
        setIfMissing("ai.djl.offline", "true");
        setIfMissing("OPT_OUT_TRACKING", "true");
        setIfMissing("logback.configurationFile", "trainer-logback.xml");
        // after the properties: loggers read them
        Logger logger = LoggerFactory.getLogger(TrainerMain.class);
        int code = run(args, logger);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static void setIfMissing(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static int run(String[] args, Logger logger) {
        TrainerConfig config;
        try {
            config = TrainerConfig.of(read(args));
        } catch (ConfigException | IllegalArgumentException | IOException e) {
            logger.error("The trainer cannot start: {}", e.getMessage());
            return BAD_CONFIGURATION;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try {
            return serve(config, stopped, closed, logger);
        } finally {
            closed.countDown();
        }
    }

    private static int serve(TrainerConfig config, CountDownLatch stopped, CountDownLatch closed, Logger logger) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, closed), "trainer-stop"));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (TrainerService service = TrainerService.start(config, registry);
                ManagementServer management = ManagementServer.start(config.managementPort(), registry, service)) {
            if (config.exitOnStdinEof()) {
                watchStdin(stopped);
            }
            logger.info("Trainer {} is ready", config.instanceId());
            while (!stopped.await(WATCH_MS, TimeUnit.MILLISECONDS)) {
                Optional<Throwable> failure = service.failure();
                if (failure.isPresent()) {
                    logger.error("The trainer stops: {}", failure.get().toString());
                    return FAILED;
                }
            }
            logger.info("Trainer {} is stopping", config.instanceId());
            return 0;
        } catch (RuntimeException | IOException e) {
            logger.error("The trainer cannot go on: {}", e.getMessage(), e);
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static Map<String, String> read(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("give one argument, the path of a properties file");
        }
        Path file = Path.of(args[0]);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("cannot read " + file);
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(k -> k, properties::getProperty));
    }

    /** The JVM ends when its hooks end, so this one waits for main to have closed the service. */
    private static void stop(CountDownLatch stopped, CountDownLatch closed) {
        stopped.countDown();
        try {
            var unusedInTime = closed.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void watchStdin(CountDownLatch stopped) {
        Thread watcher = new Thread(
                () -> {
                    try {
                        var unusedCount = System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException ignored) {
                        // the pipe broke: the parent is gone just the same
                    }
                    stopped.countDown();
                },
                "stdin");
        watcher.setDaemon(true);
        watcher.start();
    }
}

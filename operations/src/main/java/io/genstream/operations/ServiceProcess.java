package io.genstream.operations;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service as a process of its own: reads its properties file, starts it, watches it, stops it on INT or TERM. What each
 * {@code XxxMain} shares with the others. Exit codes: 0 stopped, 2 bad arguments or settings, 3 cannot start, 4 failed later.
 */
public final class ServiceProcess {
    public static final int USAGE = 2;
    public static final int CANNOT_START = 3;
    public static final int FAILED = 4;

    private static final String AVRO_PACKAGES = "org.apache.avro.SERIALIZABLE_PACKAGES";
    private static final long WATCH_MS = 500;

    private final String name;
    private final ConfigDef keys;
    private final Starter starter;
    private final Logger logger;
    private final CompletableFuture<String> stop = new CompletableFuture<>();

    private ServiceProcess(String name, ConfigDef keys, Starter starter) {
        this.name = name;
        this.keys = keys;
        this.starter = starter;
        this.logger = LoggerFactory.getLogger(ServiceProcess.class);
    }

    /**
     * What a process gives the service that it starts.
     *
     * @param stop ends the process as TERM does, naming who asked; returns at once, further calls do nothing
     */
    public record Instruments(PrometheusMeterRegistry registry, OpenTelemetry telemetry, Consumer<String> stop) {}

    /** Starts the service, and says where it is managed. */
    @FunctionalInterface
    public interface Starter {
        /**
         * @throws ConfigException naming the bad key
         * @throws IOException where it cannot start
         */
        Started start(Map<String, String> settings, Instruments instruments) throws IOException;
    }

    /** @param managementPort of a {@link ManagementServer} for it; 0 any free one; empty where it has none or its own */
    public record Started(RunningService service, Optional<Integer> managementPort) {}

    /** Never returns: ends the JVM. */
    public static void main(String[] args, String name, ConfigDef keys, Starter starter) {
        // Avro makes our generated classes only where this names their package; it reads it at its first use
        if (System.getProperty(AVRO_PACKAGES) == null) {
            System.setProperty(AVRO_PACKAGES, "io.genstream.schemas.avro");
        }
        System.exit(run(args, name, keys, starter));
    }

    static int run(String[] args, String name, ConfigDef keys, Starter starter) {
        return new ServiceProcess(name, keys, starter).run(args);
    }

    private int run(String[] args) {
        if (args.length != 1) {
            logger.error("Give one argument, a properties file with these keys:\n{}", keys.toEnrichedRst());
            return USAGE;
        }
        try (OpenTelemetrySdk telemetry = Tracing.start("genstream-" + name)) {
            return serve(ServiceSettings.load(Path.of(args[0])), telemetry);
        } catch (IOException e) {
            logger.error("Cannot read {}: {}", args[0], e.getMessage());
            return USAGE;
        } catch (RuntimeException e) {
            logger.error("Cannot start {}: {}", name, e.getMessage());
            logger.debug("Start", e);
            return CANNOT_START;
        }
    }

    private int serve(Map<String, String> settings, OpenTelemetry telemetry) {
        Instruments instruments =
                new Instruments(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), telemetry, stop::complete);
        try {
            Started started = starter.start(settings, instruments);
            StopSignal.completeOnSignal(stop);
            try (RunningService service = started.service()) {
                return watch(started, instruments);
            }
        } catch (ConfigException e) {
            logger.error("Cannot use these settings: {}", e.getMessage());
            return USAGE;
        } catch (IOException | RuntimeException e) {
            logger.error("Cannot start {}: {}", name, e.getMessage());
            logger.debug("Start", e);
            return CANNOT_START;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private int watch(Started started, Instruments instruments) throws IOException, InterruptedException {
        RunningService service = started.service();
        ManagementServer management = started.managementPort().isPresent()
                ? ManagementServer.start(started.managementPort().get(), instruments.registry(), service)
                : null;
        try (management) {
            logger.info(
                    "{} started{}",
                    name,
                    management == null ? "" : ", management (/metrics, /healthy, /ready) at port " + management.port());
            while (!stopAsked()) {
                Optional<Throwable> failure = service.failure();
                if (failure.isPresent()) {
                    logger.error(
                            "{} stops after a failure; start it again once the cause is mended", name, failure.get());
                    return FAILED;
                }
            }
            return 0;
        }
    }

    private boolean stopAsked() throws InterruptedException {
        try {
            logger.info("{} stops on {}", name, stop.get(WATCH_MS, TimeUnit.MILLISECONDS));
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

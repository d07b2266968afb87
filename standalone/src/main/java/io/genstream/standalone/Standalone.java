package io.genstream.standalone;

import io.genstream.broker.BrokerException;
import io.genstream.broker.BrokerOptions;
import io.genstream.broker.DataDirectory;
import io.genstream.broker.EmbeddedBroker;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.standalone.lifecycle.Ports;
import io.genstream.standalone.lifecycle.ReadinessProbe;
import io.genstream.standalone.lifecycle.ShutdownSequence;
import io.genstream.standalone.lifecycle.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wiring: claims the data directory, starts the broker, then every service at once. What is started goes to the
 * {@link ShutdownSequence} right away, so that closing it undoes a half-done start as well.
 */
public final class Standalone {
    private static final Logger LOGGER = LoggerFactory.getLogger(Standalone.class);
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    /** Topics with records that no start writes by itself. */
    private static final Set<String> KEPT = Topics.all().stream()
            .map(Topic::name)
            .filter(name -> !name.equals(Topics.RECIPES.name()) && !name.equals(Topics.SERVING_STATUS.name()))
            .collect(Collectors.toUnmodifiableSet());

    private final StandaloneConfig config;
    private final EmbeddedBroker broker;
    private final ReadinessProbe probe;

    private Standalone(StandaloneConfig config, EmbeddedBroker broker, ReadinessProbe probe) {
        this.config = config;
        this.broker = broker;
        this.probe = probe;
    }

    /**
     * Returns when every service runs; see {@link #awaitReady} for when it answers.
     *
     * @param onFault called from another thread if the broker or the demo fails later
     * @throws CommandException with exit code, cause and cure
     */
    public static Standalone start(StandaloneConfig config, ShutdownSequence shutdown, Consumer<Throwable> onFault) {
        requireFree("--port", config.httpPort());
        requireFree("--management-port", config.managementPort());
        try {
            shutdown.add(
                    Stage.DIRECTORY,
                    "data directory",
                    DataDirectory.claim(config.dataDirectory(), config.minFreeBytes()));
            EmbeddedBroker broker = shutdown.add(Stage.BROKER, "broker", startBroker(config, onFault));
            if (broker.restored()) { // they follow the topics that are gone again
                delete(config.picturesDirectory());
                delete(config.streamsDirectory());
            }
            new Services(config, broker.bootstrapServers(), shutdown).start();
            URI health = URI.create("http://127.0.0.1:" + config.httpPort() + "/v2/health/ready");
            return new Standalone(
                    config, broker, shutdown.add(Stage.INTAKE, "readiness probe", new ReadinessProbe(health)));
        } catch (BrokerException e) {
            throw refusal(e);
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Waits until the gateway says that requests can be served. */
    public void awaitReady() throws InterruptedException {
        if (!probe.await(READY_LIMIT)) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "port " + config.httpPort() + " did not become ready within " + READY_LIMIT.toSeconds()
                            + " s: ask port " + config.managementPort() + " for /ready, and see the log");
        }
    }

    private static EmbeddedBroker startBroker(StandaloneConfig config, Consumer<Throwable> onFault) {
        BrokerOptions options = BrokerOptions.in(config.brokerDirectory())
                .withPort(config.kafkaPort())
                .withStray(config.stray(), KEPT::contains)
                .withFaultListener(fault -> onFault.accept(new CommandException(
                        ExitCode.BROKER_FAILED, "the embedded broker failed: " + fault.getMessage(), fault)));
        try {
            return EmbeddedBroker.start(options);
        } catch (BrokerException e) {
            if (e.reason() != BrokerException.Reason.PORT_TAKEN || config.kafkaPortRequired()) {
                throw e;
            }
            EmbeddedBroker elsewhere = EmbeddedBroker.start(options.withPort(0));
            LOGGER.info("Kafka port {} is taken, using {}", config.kafkaPort(), elsewhere.port());
            return elsewhere;
        }
    }

    private static void delete(Path cache) {
        try {
            Utils.delete(cache.toFile());
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.DIRECTORY_UNWRITABLE,
                    cache + " follows topics that are gone again, and cannot be deleted (" + e + "): delete it by hand",
                    e);
        }
    }

    private static CommandException refusal(BrokerException e) {
        ExitCode code =
                switch (e.reason()) {
                    case PORT_TAKEN -> ExitCode.KAFKA_PORT_TAKEN;
                    case DIRECTORY_LOCKED -> ExitCode.DIRECTORY_LOCKED;
                    case DIRECTORY_UNWRITABLE -> ExitCode.DIRECTORY_UNWRITABLE;
                    case DISK_FULL -> ExitCode.DISK_FULL;
                    case STRAY_TOPICS -> ExitCode.STRAY_TOPICS;
                    case START_FAILED -> ExitCode.FAILED;
                };
        return new CommandException(code, e.getMessage(), e);
    }

    private static void requireFree(String option, int port) {
        if (!Ports.isFree(port)) {
            throw new CommandException(
                    ExitCode.HTTP_PORT_TAKEN,
                    "port " + port + " is taken: stop what uses it, or choose another with " + option);
        }
    }
}

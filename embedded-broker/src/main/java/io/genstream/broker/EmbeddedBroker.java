package io.genstream.broker;

import io.genstream.broker.BrokerException.Reason;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka itself, one node that is broker and controller, on 127.0.0.1 with its data in a directory that outlives it.
 * {@link #start} returns when clients can connect. {@link #close} is idempotent; call it after the clients are gone.
 * Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);

    private final DataDirectory directory;
    private final Listeners listeners;
    private final Faults faults;
    private final BrokerServer broker;
    private final ControllerServer controller;
    private final boolean restored;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(
            DataDirectory directory, Listeners listeners, Faults faults, KafkaConfig config, boolean restored) {
        this.directory = directory;
        this.restored = restored;
        this.listeners = listeners;
        this.faults = faults;
        var logDirectories = KafkaRaftServer.initializeLogDirs(config, LOGGER, "[embedded broker] ");
        SharedServer shared = new SharedServer(
                config,
                logDirectories._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                faults.factory(),
                listeners.socketFactory());
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logDirectories._2());
        broker = new BrokerServer(shared);
    }

    /**
     * Starts a broker on a new or an existing directory.
     *
     * @throws BrokerException with the reason and the cure
     */
    public static EmbeddedBroker start(BrokerOptions options) {
        DataDirectory directory = DataDirectory.claim(options.dataDirectory(), 0);
        Listeners listeners = null;
        EmbeddedBroker started = null;
        try {
            directory.requireUnlocked(".lock");
            boolean restored = StrayTopics.putBack(directory.path(), options);
            listeners = Listeners.bind(options.port());
            Faults faults = new Faults(options.onFault());
            faults.redirectExit();
            format(directory.path());
            KafkaConfig config = new KafkaConfig(BrokerSettings.of(directory.path(), listeners), false);
            started = new EmbeddedBroker(directory, listeners, faults, config, restored);
            started.controller.startup();
            started.broker.startup();
            return started;
        } catch (BrokerException e) {
            release(started, listeners, directory);
            throw e;
        } catch (Exception e) {
            release(started, listeners, directory);
            throw new BrokerException(Reason.START_FAILED, "the embedded broker did not start: " + e, e);
        }
    }

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return Listeners.HOST + ":" + listeners.brokerPort();
    }

    public int port() {
        return listeners.brokerPort();
    }

    /** Whether this start put topics back that another had hidden: what others derived from the topics is void. */
    public boolean restored() {
        return restored;
    }

    /** What made the broker unusable, if anything did. */
    public Optional<Throwable> fault() {
        return faults.first();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            broker.shutdown(SHUTDOWN_TIMEOUT);
        } finally {
            try {
                controller.shutdown();
            } finally {
                listeners.close();
                directory.close();
            }
        }
    }

    /** Gives a directory its cluster id; one that has it keeps it. */
    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName(Listeners.CONTROLLER)
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setUnstableFeatureVersionsEnabled(false)
                .run();
    }

    private static void release(EmbeddedBroker started, Listeners listeners, DataDirectory directory) {
        try {
            if (started != null) {
                started.close();
            }
        } catch (RuntimeException e) {
            LOGGER.debug("closing a broker that did not start", e);
        } finally {
            if (listeners != null) {
                listeners.close();
            }
            directory.close();
        }
    }
}

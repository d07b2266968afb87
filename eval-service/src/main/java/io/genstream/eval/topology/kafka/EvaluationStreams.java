package io.genstream.eval.topology.kafka;

import io.genstream.schemas.DeadLetters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology. A stream thread that dies is replaced {@value #MAX_REPLACEMENTS} times; then the service has failed and says
 * so. Thread-safe.
 */
public final class EvaluationStreams implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EvaluationStreams.class);
    private static final int MAX_REPLACEMENTS = 5;
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(2_000);

    private final KafkaStreams streams;
    private final AtomicInteger replacements = new AtomicInteger();
    private volatile Throwable failure;

    private EvaluationStreams(KafkaStreams streams) {
        this.streams = streams;
    }

    public static EvaluationStreams start(Topology topology, StreamsSettings settings, DeadLetters deadLetters) {
        EvaluationStreams running = new EvaluationStreams(new KafkaStreams(topology, settings.properties(deadLetters)));
        running.streams.setUncaughtExceptionHandler(running::onThreadDeath);
        running.streams.start();
        return running;
    }

    public boolean ready() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private StreamThreadExceptionResponse onThreadDeath(Throwable error) {
        if (fenced(error)) {
            failure = error;
            LOGGER.error("Another process runs with this instance.id: give each its own, and restart this one");
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        if (replacements.incrementAndGet() <= MAX_REPLACEMENTS) {
            LOGGER.warn("A stream thread died and is replaced: {}", error.toString(), error);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure = error;
        LOGGER.error(
                "Evaluation gave up after {} dead threads; restart the service once the cause is mended",
                MAX_REPLACEMENTS,
                error);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean fenced(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    /** Leaves the group, so that the tasks move on at once. */
    @Override
    public void close() {
        boolean closed = streams.close(CloseOptions.timeout(CLOSE_PATIENCE)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!closed) {
            LOGGER.info("Stream threads still run after {}; they end with the process", CLOSE_PATIENCE);
        }
    }
}

package io.genstream.eval.gate.kafka;

import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The roll-out gate as a service: a plain consumer beside Kafka Streams, so that an operator's roll-back never waits for a
 * rebalance of Streams. Any number may run; the one that holds the only partition of rollout-commands acts, the others stand
 * by. Started by the evaluation service; all work is on one daemon thread, the public methods are thread-safe.
 */
public final class GateService implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GateService.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BACKOFF = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final KafkaConnection connection;
    private final GateSettings settings;
    private final DeadLetters deadLetters;
    private final Clock clock;
    private final GateMetrics metrics;
    private final KafkaConsumer<String, byte[]> commands;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    /** Written by the gate's thread only. */
    private volatile LeaderTerm term;

    private volatile boolean joined;
    private volatile Throwable failure;
    private boolean assigned;

    private GateService(
            KafkaConnection connection,
            GateSettings settings,
            DeadLetters deadLetters,
            MeterRegistry registry,
            Clock clock) {
        this.deadLetters = deadLetters;
        this.connection = connection;
        this.settings = settings;
        this.clock = clock;
        this.metrics = new GateMetrics(registry, settings.id());
        this.commands = new KafkaConsumer<>(
                consumerConfigs(connection, settings), new StringDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::run, settings.id());
        thread.setDaemon(true);
    }

    /**
     * Creates the topics that are missing, and starts to run for leadership.
     *
     * @throws io.genstream.schemas.TopicException if the cluster cannot be reached
     */
    public static GateService start(
            KafkaConnection connection,
            GateSettings settings,
            DeadLetters deadLetters,
            MeterRegistry registry,
            Clock clock) {
        TopicCreator.ensure(connection, topics());
        GateService service = new GateService(connection, settings, deadLetters, registry, clock);
        service.thread.start();
        return service;
    }

    /** True once this instance acts, or stands by while another does. */
    public boolean ready() {
        return failure == null && thread.isAlive() && joined;
    }

    /** Whether this instance is the one that acts. */
    public boolean leading() {
        return metrics.isLeading();
    }

    /** Why the gate gave up for good, if it did; trouble with the cluster is not such a reason. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private static List<Topic<?>> topics() {
        List<Topic<?>> all = new ArrayList<>(GateView.topics());
        all.addAll(List.of(Topics.ROLLOUT_COMMANDS, Topics.EVALUATION_REQUESTS));
        return all;
    }

    private static Map<String, Object> consumerConfigs(KafkaConnection connection, GateSettings settings) {
        Map<String, Object> configs = connection.consumer(settings.id() + "-commands", settings.id());
        // sticky: a newcomer must not take the lead from a gate that works
        configs.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        configs.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int)
                settings.sessionTimeout().toMillis());
        configs.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int)
                settings.sessionTimeout().dividedBy(5).toMillis());
        settings.instanceId().ifPresent(id -> configs.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        return configs;
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                runForLeadership();
            }
        } catch (RuntimeException e) {
            failure = e;
            LOGGER.error(
                    "The roll-out gate gave up: {}; restart the service once the cause is mended", e.getMessage(), e);
        } finally {
            endTerm();
            commands.close(CloseOptions.timeout(CLOSE_PATIENCE)
                    // a static member, too: who closes on purpose makes room at once
                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        }
    }

    /** Returns when closing, or after trouble: then everything starts anew from what is committed. */
    private void runForLeadership() {
        try {
            commands.subscribe(List.of(Topics.ROLLOUT_COMMANDS.name()), new Leadership());
            while (closing.getCount() > 0) {
                step(commands.poll(POLL));
            }
        } catch (WakeupException e) {
            LOGGER.debug("Woken up to close", e);
        } catch (AuthenticationException
                | AuthorizationException
                | FencedInstanceIdException
                | InvalidSessionTimeoutException e) {
            throw e;
        } catch (KafkaException e) {
            stepDown(e);
        }
    }

    private void step(ConsumerRecords<String, byte[]> records) {
        if (!assigned) {
            return;
        }
        if (term == null) {
            term = new LeaderTerm(connection, settings, commands, deadLetters, metrics, clock);
            term.begin();
            metrics.leading(true);
            joined = true;
        }
        term.step(records);
    }

    /** Another gate has the transactional id, or the cluster is away: what was decided in memory only is forgotten. */
    private void stepDown(KafkaException e) {
        LOGGER.warn("The roll-out gate steps down and stands for election again: {}", e.toString());
        LOGGER.debug("Why the gate stepped down", e);
        metrics.steppedDown();
        joined = false;
        endTerm();
        try {
            commands.unsubscribe();
            assigned = false;
            if (closing.await(BACKOFF.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.debug("Closing instead");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closing.countDown();
        } catch (KafkaException again) {
            LOGGER.debug("While leaving the group", again);
        }
    }

    private void endTerm() {
        metrics.leading(false);
        LeaderTerm ended = term;
        term = null;
        if (ended != null) {
            ended.close();
        }
    }

    /** Runs within {@code poll}, on the gate's thread. */
    private final class Leadership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                assigned = true;
            } else if (!assigned) {
                joined = true;
                LOGGER.info("Another instance is the acting roll-out gate; this one stands by");
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                assigned = false;
                endTerm();
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        commands.wakeup();
        LeaderTerm current = term;
        if (current != null) {
            current.wakeup();
        }
        try {
            thread.join(CLOSE_PATIENCE.multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metrics.close();
    }
}

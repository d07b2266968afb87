package io.genstream.gateway;

import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.gateway.datasets.kafka.DeletionKeeper;
import io.genstream.gateway.deletion.kafka.CheckpointEraser;
import io.genstream.gateway.generation.GenerationService;
import io.genstream.gateway.generation.RequestOutcomes;
import io.genstream.gateway.generation.RequestTelemetry;
import io.genstream.gateway.generation.kafka.KafkaRequestLog;
import io.genstream.gateway.generation.kafka.OutcomeFeed;
import io.genstream.gateway.generation.kafka.ReplyTail;
import io.genstream.gateway.health.HealthCheck;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.gateway.log.kafka.CommandLog;
import io.genstream.gateway.log.kafka.Ticker;
import io.genstream.gateway.log.kafka.TopicSender;
import io.genstream.gateway.rollout.GateClient;
import io.genstream.gateway.stream.StreamHub;
import io.genstream.gateway.views.LogEntry;
import io.genstream.gateway.views.Views;
import io.genstream.gateway.views.kafka.ViewFeed;
import io.genstream.schemas.ArtifactHandle;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.DeadLetterOffice;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything between the gateway and the topics, wired and running. Thread-safe; closing stops what it started. */
final class KafkaComponents implements AutoCloseable {
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final GatewayConfig config;
    final Views views;
    final StreamHub hub;
    final WorkerPool workers;
    private final TopicSender sender;
    final GenerationService generation;
    final RequestTelemetry telemetry;
    final GateClient gate;
    final CommandLog commands;
    final DatasetLog datasetLog;
    final WorkerPool uploads;
    private ReplyTail tail;
    private ViewFeed feed;
    private TopicFollower<?> outcomes;

    private KafkaComponents(GatewayConfig config, RequestTelemetry telemetry, MeterRegistry registry, Clock clock) {
        this.telemetry = telemetry;
        this.config = config;
        this.views = Views.of(registry, clock);
        this.hub = new StreamHub(registry);
        this.workers = closing(WorkerPool.queued(
                config.generation().workerThreads(), config.generation().workerQueue(), registry));
        this.sender = closing(new TopicSender(config.kafka(), config.instanceId()));
        this.commands = new CommandLog(sender, clock);
        this.gate = new GateClient(commands::change);
        this.datasetLog = closing(new DatasetLog(
                config.kafka(),
                config.instanceId() + "-datasets",
                config.datasets().records()));
        tick(Topics.DATASET_RECORDS, new DeletionKeeper(datasetLog, registry, clock), clock);
        tick(Topics.ARTIFACTS, Ticker.nobody(), clock);
        this.uploads = closing(WorkerPool.uploads(config.datasets().uploads(), registry));
        RequestOutcomes known = new RequestOutcomes(config.generation().outcomes(), registry);
        KafkaRequestLog log =
                new KafkaRequestLog(sender, config.kafka(), config.instanceId(), () -> tail.partition(), clock);
        this.generation = new GenerationService(config.generation(), log, known, workers, telemetry, registry, clock);
    }

    private void tick(Topic<?> topic, Ticker.Follower follower, Clock clock) {
        Ticker unused = closing(new Ticker(config.kafka(), topic, config.instanceId(), follower, clock).start());
    }

    static KafkaComponents open(GatewayConfig config, RequestTelemetry telemetry, MeterRegistry registry, Clock clock) {
        KafkaComponents log = new KafkaComponents(config, telemetry, registry, clock);
        try {
            log.follow(log.deadLetters(registry, clock));
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private DeadLetters deadLetters(MeterRegistry registry, Clock clock) {
        String meter = "genstream.gateway.dead.letters";
        DeadLetterOffice office = closing(new DeadLetterOffice(
                config.kafka(),
                "gateway",
                config.instanceId(),
                topic -> registry.counter(meter, "topic", topic).increment(),
                clock));
        Gauge.builder(meter + ".waiting", office, DeadLetterOffice::waiting).register(registry);
        return office;
    }

    private void follow(DeadLetters deadLetters) {
        tail = closing(new ReplyTail(
                config.kafka(), config.instanceId(), config.replyPartition(), generation::onBatch, deadLetters));
        tail.start();
        outcomes = closing(OutcomeFeed.start(config.kafka(), config.instanceId(), generation::onOutcome, deadLetters));
        feed = closing(ViewFeed.start(config.kafka(), config.instanceId(), views, deadLetters, this::publish));
    }

    private void publish(LogEntry entry) {
        if (entry.topic().equals("rollout-decisions")) {
            gate.accept(entry);
        }
        hub.accept(entry);
    }

    Function<ArtifactHandle, byte[]> artifacts() {
        return new ArtifactReader(config.kafka(), config.instanceId())::read;
    }

    CheckpointEraser eraser() {
        return new CheckpointEraser(config.kafka(), config.instanceId());
    }

    /** How the gate is asked to delete a model's roll-out. */
    Function<String, CompletableFuture<Optional<JsonObject>>> withdrawal(Supplier<String> ids) {
        return model -> {
            String commandId = ids.get();
            return gate.decide(commandId, () -> commands.deleteRollout(commandId, model));
        };
    }

    /** What only a restart mends. */
    List<HealthCheck> liveness() {
        return List.of(
                new HealthCheck("views", feed::failure),
                new HealthCheck("outcomes", () -> outcomes.failure().map(Throwable::getMessage)),
                new HealthCheck("replies", tail::failure));
    }

    List<HealthCheck> readiness() {
        return List.of(
                new HealthCheck("catching up", feed::notCaughtUp),
                new HealthCheck("outcomes catching up", this::outcomesBehind),
                new HealthCheck("reply partition", tail::notReading),
                new HealthCheck("brokers", sender::problem));
    }

    /** Why no request can be taken yet. */
    Optional<String> notReady() {
        return readiness().stream()
                .flatMap(check -> check.problem().get().stream())
                .findFirst();
    }

    private Optional<String> outcomesBehind() {
        return outcomes.isCaughtUp() ? Optional.empty() : Optional.of("request-outcomes is still being read");
    }

    private <C extends AutoCloseable> C closing(C closeable) {
        closeables.push(closeable);
        return closeable;
    }

    @Override
    public void close() {
        AtomicReference<RuntimeException> first = new AtomicReference<>();
        new ArrayList<>(closeables).forEach(closeable -> {
            try {
                closeable.close();
            } catch (Exception e) {
                first.compareAndSet(null, new IllegalStateException("While stopping: " + e.getMessage(), e));
            }
        });
        closeables.clear();
        if (first.get() != null) {
            throw first.get();
        }
    }
}

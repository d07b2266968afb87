package io.genstream.gateway;

import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.gateway.datasets.upload.UploadThreads;
import io.genstream.gateway.generation.GenerationService;
import io.genstream.gateway.generation.RequestOutcomes;
import io.genstream.gateway.generation.RequestWatch;
import io.genstream.gateway.generation.Workers;
import io.genstream.gateway.generation.kafka.BatchReader;
import io.genstream.gateway.generation.kafka.KafkaRequestLog;
import io.genstream.gateway.generation.kafka.OutcomeFeed;
import io.genstream.gateway.generation.kafka.ReplyTail;
import io.genstream.gateway.log.LogEntry;
import io.genstream.gateway.log.kafka.DeadLetterOffice;
import io.genstream.gateway.log.kafka.TopicSender;
import io.genstream.gateway.rollout.DecisionDesk;
import io.genstream.gateway.rollout.kafka.RolloutCommandLog;
import io.genstream.gateway.runs.RunCommands;
import io.genstream.gateway.runs.kafka.RunCommandLog;
import io.genstream.gateway.stream.StreamHub;
import io.genstream.gateway.views.ArtifactPlace;
import io.genstream.gateway.views.Views;
import io.genstream.gateway.views.kafka.LogArtifacts;
import io.genstream.gateway.views.kafka.ViewFeed;
import io.genstream.schemas.TopicFollower;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Everything between the gateway and the topics, wired and running. Thread-safe; closing stops what it started. */
final class LogSide implements AutoCloseable {
    private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
    private final GatewayConfig config;
    private final Views views;
    private final StreamHub hub;
    private final Workers workers;
    private final TopicSender sender;
    private final GenerationService generation;
    private final RequestWatch watch;
    private final DecisionDesk decisions;
    private final RunCommands runCommands;
    private final DatasetLog datasetLog;
    private final UploadThreads uploads;
    private ReplyTail tail;
    private ViewFeed feed;
    private TopicFollower<?> outcomes;

    private LogSide(GatewayConfig config, RequestWatch watch, MeterRegistry registry, Clock clock) {
        this.watch = watch;
        this.config = config;
        this.views = new Views(config.views(), registry, clock);
        this.hub = new StreamHub(config.stream(), registry);
        this.workers = closing(new Workers(
                config.generation().workerThreads(), config.generation().workerQueue(), registry));
        this.sender = closing(new TopicSender(config.kafka(), config.instanceId()));
        this.decisions = new DecisionDesk(new RolloutCommandLog(sender, clock), config.decisionWait());
        this.runCommands = new RunCommandLog(sender, clock);
        this.datasetLog = closing(new DatasetLog(
                config.kafka(),
                config.instanceId() + "-datasets",
                config.datasets().records()));
        this.uploads = closing(new UploadThreads(config.datasets().uploads(), registry));
        RequestOutcomes known = new RequestOutcomes(config.generation().outcomes(), registry);
        BatchReader reader = new BatchReader(config.kafka(), config.instanceId());
        KafkaRequestLog log = new KafkaRequestLog(sender, reader, () -> tail.partition(), clock);
        this.generation = new GenerationService(config.generation(), log, known, workers, watch, registry, clock);
    }

    static LogSide open(GatewayConfig config, RequestWatch watch, MeterRegistry registry, Clock clock) {
        LogSide side = new LogSide(config, watch, registry, clock);
        try {
            side.follow(new DeadLetterOffice(side.sender, registry, clock));
            return side;
        } catch (RuntimeException e) {
            side.close();
            throw e;
        }
    }

    private void follow(DeadLetterOffice deadLetters) {
        tail = closing(new ReplyTail(
                config.kafka(), config.instanceId(), config.replyPartition(), generation::onBatch, deadLetters));
        tail.start();
        outcomes = closing(OutcomeFeed.start(config.kafka(), config.instanceId(), generation::onOutcome, deadLetters));
        feed = closing(ViewFeed.start(config.kafka(), config.instanceId(), views, deadLetters, this::publish));
    }

    private void publish(LogEntry entry) {
        if (entry.topic().equals("rollout-decisions")) {
            decisions.accept(entry);
        }
        hub.accept(entry);
    }

    Views views() {
        return views;
    }

    StreamHub hub() {
        return hub;
    }

    Workers workers() {
        return workers;
    }

    RequestWatch watch() {
        return watch;
    }

    GenerationService generation() {
        return generation;
    }

    DecisionDesk decisions() {
        return decisions;
    }

    RunCommands runCommands() {
        return runCommands;
    }

    DatasetLog datasetLog() {
        return datasetLog;
    }

    UploadThreads uploads() {
        return uploads;
    }

    Function<ArtifactPlace, byte[]> artifacts() {
        return new LogArtifacts(config.kafka(), config.instanceId());
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

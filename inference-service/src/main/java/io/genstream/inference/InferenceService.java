package io.genstream.inference;

import io.genstream.inference.batching.BatchScheduler;
import io.genstream.inference.batching.QueueLimits;
import io.genstream.inference.batching.WorkerPool;
import io.genstream.inference.delivery.kafka.KafkaDelivery;
import io.genstream.inference.delivery.kafka.RecordSender;
import io.genstream.inference.dispatch.ActiveRequests;
import io.genstream.inference.dispatch.DeferredRequests;
import io.genstream.inference.dispatch.DispatchParts;
import io.genstream.inference.dispatch.Dispatcher;
import io.genstream.inference.dispatch.Endings;
import io.genstream.inference.request.Cancellations;
import io.genstream.inference.request.FailureCode;
import io.genstream.inference.request.InferenceMetrics;
import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RequestEnd;
import io.genstream.inference.request.kafka.CancelFollower;
import io.genstream.inference.request.kafka.Intake;
import io.genstream.inference.request.kafka.Intakes;
import io.genstream.inference.request.kafka.RequestSpans;
import io.genstream.inference.version.Catalogue;
import io.genstream.inference.version.ServedVersion;
import io.genstream.inference.version.VersionPool;
import io.genstream.inference.version.VersionReport;
import io.genstream.inference.version.kafka.ArtifactVersionLoader;
import io.genstream.inference.version.kafka.CatalogueFollower;
import io.genstream.inference.version.kafka.StatusPublisher;
import io.genstream.model.RuntimeOptions;
import io.genstream.operations.RunningService;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.DeadLetterOffice;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inference service: wiring only. A request goes from an {@link Intake} through the {@link Dispatcher} into the {@link
 * BatchScheduler}, from there to a worker, and through {@link KafkaDelivery} back to Kafka.
 *
 * <p>Started by its own main or by the standalone launcher; all methods are thread-safe.
 */
public final class InferenceService implements RunningService {
    private static final Logger LOGGER = LoggerFactory.getLogger(InferenceService.class);
    private static final List<Topic<?>> TOPICS = List.of(
            Topics.GENERATION_REQUESTS,
            Topics.EVALUATION_REQUESTS,
            Topics.AUGMENTATION_REQUESTS,
            Topics.REQUEST_CONTROLS,
            Topics.CHECKPOINTS,
            Topics.ARTIFACTS,
            Topics.MODEL_ROLLOUTS,
            Topics.IMAGE_BATCHES,
            Topics.EVALUATION_BATCHES,
            Topics.REQUEST_OUTCOMES,
            Topics.REQUEST_FAILURES,
            Topics.SERVING_STATUS,
            Topics.DEAD_LETTERS);
    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final Duration MAINTENANCE = Duration.ofMillis(500);
    /** Between two reports on serving-status: the gateway forgets an instance after twelve. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** A request may come before the checkpoint that it names: two topics, two readers. */
    private static final Duration UNKNOWN_VERSION_GRACE = Duration.ofSeconds(1);

    private static final Duration WORKER_PATIENCE = Duration.ofSeconds(1);

    private final InferenceConfig config;
    private final InferenceMetrics metrics;
    private final OpenTelemetry telemetry;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, daemons("inference-timer"));
    private final ExecutorService loading = Executors.newSingleThreadExecutor(daemons("inference-loader"));
    private final RecordSender sender;
    private final DeadLetterOffice deadLetters;
    private final StatusPublisher statuses;
    private final BatchScheduler scheduler;
    private final VersionPool versions;
    private final WorkerPool workers;
    private final Catalogue known = new Catalogue();
    private final ActiveRequests active = new ActiveRequests();
    private final Cancellations cancellations = new Cancellations();
    private final CatalogueFollower catalogue;
    private final TopicFollower<?> cancels;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile List<Intake<?>> intakes = List.of();

    private InferenceService(InferenceConfig config, InferenceMetrics metrics, OpenTelemetry telemetry, Clock clock) {
        this.config = config;
        this.metrics = metrics;
        this.telemetry = telemetry;
        this.clock = clock;
        KafkaConnection kafka = config.kafka();
        this.sender = new RecordSender(kafka, config.instanceId(), timer, metrics);
        this.deadLetters =
                new DeadLetterOffice(kafka, "inference-service", config.instanceId(), metrics::deadLetter, clock);
        this.statuses = new StatusPublisher(sender, config.instanceId(), clock);
        QueueLimits limits = new QueueLimits(config.queueImagesMax(), config.queueBytesMax());
        this.scheduler = new BatchScheduler(limits, config.batchMax(), clock);
        RuntimeOptions options = new RuntimeOptions(1, config.preferCuda(), config.batchMax());
        ArtifactReader artifacts = new ArtifactReader(kafka, config.instanceId());
        this.versions = new VersionPool(
                new ArtifactVersionLoader(artifacts, options, metrics),
                this::versionChanged,
                config.modelsLoadedMax(),
                loading,
                clock);
        this.workers = WorkerPool.start(config.workers(), scheduler, metrics);
        this.catalogue = new CatalogueFollower(kafka, config.instanceId(), known, versions, deadLetters);
        this.cancels = CancelFollower.start(kafka, config.instanceId(), cancellations, active, deadLetters);
    }

    /**
     * Starts an instance; returns when it has read what is known and begins to read requests. Rolled-out versions may still be
     * loading: see {@link #ready}.
     *
     * @param telemetry where spans of requests go
     * @throws IllegalStateException where the history cannot be read
     */
    public static InferenceService start(InferenceConfig config, MeterRegistry registry, OpenTelemetry telemetry) {
        TopicCreator.ensure(config.kafka(), TOPICS);
        InferenceService service =
                new InferenceService(config, new InferenceMetrics(registry), telemetry, Clock.systemUTC());
        try {
            service.open();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** Whether it reads requests and every version that was rolled out at start is loaded, or has failed and says so. */
    @Override
    public boolean ready() {
        if (!settled.get() && versions.settled()) {
            settled.set(true);
        }
        return settled.get()
                && !closed.get()
                && !intakes.isEmpty()
                && intakes.stream().allMatch(Intake::joined)
                && failure().isEmpty();
    }

    /** What stopped a part of it for good; the cure is a restart. */
    @Override
    public Optional<Throwable> failure() {
        Optional<Throwable> inner = catalogue.failure().or(cancels::failure).or(workers::failure);
        return inner.or(() ->
                intakes.stream().flatMap(intake -> intake.failure().stream()).findFirst());
    }

    /** Finishes what it has accepted as far as the drain time allows; the rest is served by whoever reads the topics next. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        intakes.forEach(Intake::stopReading);
        awaitDrained();
        scheduler.close();
        workers.join(WORKER_PATIENCE);
        deadLetters.close(); // the intakes may then commit beyond what it has written
        closeTogether();
        timer.shutdownNow();
        loading.shutdownNow();
        versions.close();
        sender.close();
        LOGGER.info("Inference {} stopped", config.instanceId());
    }

    /** A consumer's close may wait half a second for its last fetch: together that is the time of one, not of six. */
    private void closeTogether() {
        List<AutoCloseable> readers = new ArrayList<>(intakes);
        readers.add(catalogue);
        readers.add(cancels);
        List<Thread> closing = readers.stream()
                .map(reader -> daemons("inference-closing").newThread(() -> closeQuietly(reader)))
                .toList();
        closing.forEach(Thread::start);
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable reader) {
        try {
            reader.close();
        } catch (Exception e) {
            LOGGER.warn("While stopping: {}", e.getMessage());
        }
    }

    private void open() {
        KafkaDelivery delivery = new KafkaDelivery(sender, metrics, clock);
        Endings endings = new Endings(delivery);
        Map<Lane, Integer> replyPartitions = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            replyPartitions.put(lane, sender.partitions(Intakes.answers(lane)));
        }
        Dispatcher dispatcher = new Dispatcher(new DispatchParts(
                known,
                versions,
                scheduler,
                active,
                cancellations,
                endings,
                new DeferredRequests(timer, UNKNOWN_VERSION_GRACE),
                delivery,
                replyPartitions,
                clock));
        awaitHistory();
        every(MAINTENANCE, this::maintain);
        every(HEARTBEAT, () -> versions.reports().forEach(statuses::publish));
        intakes = Intakes.start(
                config.kafka(),
                config.instanceId(),
                dispatcher,
                endings,
                deadLetters,
                scheduler::freedCount,
                new RequestSpans(telemetry));
        registerGauges();
        LOGGER.info("Inference {} reads requests, {} workers", config.instanceId(), config.workers());
    }

    private void awaitHistory() {
        try {
            if (!catalogue.goLive(CATCH_UP) || !cancels.awaitCaughtUp(CATCH_UP)) {
                throw new IllegalStateException("Checkpoints, roll-outs and controls were not read within "
                        + CATCH_UP.toSeconds() + " s; is " + config.kafka().bootstrapServers() + " well?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    private void versionChanged(ServedVersion version, VersionReport report) {
        statuses.publish(report);
        scheduler.wake();
        if (report.state() == VersionReport.State.FAILED) {
            RequestEnd end = RequestEnd.failed(
                    FailureCode.VERSION_FAILED, report.key() + " cannot be loaded: " + report.reason());
            scheduler.abandon(version).forEach(job -> job.abandon(end));
        }
    }

    private void maintain() {
        versions.maintain();
        scheduler.wake();
    }

    private void every(Duration period, Runnable task) {
        Runnable safe = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOGGER.error("A regular task failed and is tried again", e);
            }
        };
        var unused = timer.scheduleWithFixedDelay(safe, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void awaitDrained() {
        long deadlineNanos = System.nanoTime() + config.drain().toNanos();
        try {
            while (!active.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
                Thread.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void registerGauges() {
        metrics.deadLettersWaiting(deadLetters::waiting);
        for (Lane lane : Lane.values()) {
            metrics.gauge("queue.images", "lane", lane.tag(), () -> scheduler.depth(lane));
        }
        for (Intake<?> intake : intakes) {
            metrics.gauge("partitions.paused", "topic", intake.topic(), intake::pausedPartitions);
        }
        for (VersionReport.State state : VersionReport.State.values()) {
            metrics.gauge("versions", "state", state.name(), () -> versions.reports().stream()
                    .filter(report -> report.state() == state)
                    .count());
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}

package io.genstream.eval;

import io.genstream.eval.baseline.Baselines;
import io.genstream.eval.baseline.MissingBaselines;
import io.genstream.eval.evaluation.EvaluatedVersions;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.EvaluationQueue;
import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.evaluation.VersionDirectory;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.gate.kafka.GateService;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.eval.reference.ReferenceBuilder;
import io.genstream.eval.reference.ReferenceWorker;
import io.genstream.eval.reference.References;
import io.genstream.eval.reference.kafka.DatasetRecordsReader;
import io.genstream.eval.reference.kafka.RevisionFeed;
import io.genstream.eval.topology.kafka.DeletedFigures;
import io.genstream.eval.topology.kafka.EvaluatedView;
import io.genstream.eval.topology.kafka.EvaluationServices;
import io.genstream.eval.topology.kafka.EvaluationStreams;
import io.genstream.eval.topology.kafka.EvaluationTopology;
import io.genstream.eval.topology.kafka.KafkaBaselinePublisher;
import io.genstream.eval.topology.kafka.KafkaFeatureHistory;
import io.genstream.eval.topology.kafka.StreamsSettings;
import io.genstream.eval.topology.kafka.VersionsView;
import io.genstream.operations.RunningService;
import io.genstream.schemas.DeadLetterOffice;
import io.genstream.schemas.DeadLetters;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Topic;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The evaluation service: measures every generator checkpoint on images that inference made, and gates roll-outs. Started by
 * {@link EvalMain} and by the standalone launcher; {@link #start} blocks until its views have caught up, all else runs on the
 * service's own threads. The public methods are thread-safe.
 */
public final class EvalService implements RunningService {
    private static final Logger LOGGER = LoggerFactory.getLogger(EvalService.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(60);

    /** Closed in reverse. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final Deque<TopicFollower<?>> followers = new ArrayDeque<>();
    private final EvalConfig config;
    private final KafkaConnection kafka;
    private final Clock clock;
    private final EvalMeters meters;
    private EvaluationStreams streams;
    private GateService gate;

    private EvalService(EvalConfig config, MeterRegistry registry, Clock clock) {
        this.config = config;
        this.kafka = config.kafka();
        this.clock = clock;
        this.meters = new EvalMeters(registry);
    }

    /**
     * @throws io.genstream.schemas.TopicException if the cluster cannot be reached
     * @throws io.genstream.eval.extractor.ExtractorException if an extractor is damaged or its description wrong
     */
    public static EvalService start(EvalConfig config, MeterRegistry registry) {
        EvalService service = new EvalService(config, registry, Clock.systemUTC());
        try {
            service.run(registry);
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void run(MeterRegistry registry) {
        TopicCreator.ensure(kafka, topics());
        Extractors extractors = opened(Extractors.with(config.extractors()));
        DeadLetterOffice deadLetters =
                opened(new DeadLetterOffice(kafka, "eval-service", clientId(), meters::deadLettered, clock));
        meters.gauge("dead.letters.waiting", deadLetters::waiting);
        References references = new References();
        EvaluatedVersions evaluated = new EvaluatedVersions();
        VersionDirectory versions = new VersionDirectory();
        DeletedFigures deletedFigures = opened(new DeletedFigures(kafka, clientId()));
        EvaluatedView evaluatedView = new EvaluatedView(evaluated);
        VersionsView versionsView = new VersionsView(versions);
        follow(Topics.EVALUATIONS, deadLetters, (key, value, meta) -> {
            evaluatedView.onRecord(key, value, meta);
            deletedFigures.onEvaluation(key, value);
        });
        follow(Topics.CHECKPOINTS, deadLetters, (key, value, meta) -> {
            versionsView.onRecord(key, value, meta);
            deletedFigures.onCheckpoint(key, value, meta);
        });
        followers.forEach(this::awaitCaughtUp);

        Evaluator evaluator = new Evaluator(config.intervalGroups());
        Baselines baselines = new Baselines(config.protocol(), evaluator);
        ReferenceWorker worker = opened(new ReferenceWorker(
                new DatasetRecordsReader(kafka, clientId(), deadLetters),
                extractors,
                new ReferenceBuilder(EvaluationProtocol.SEED),
                references,
                new MissingBaselines(
                        baselines, evaluated, opened(new KafkaBaselinePublisher(kafka, clientId(), clock))),
                meters));
        worker.start();
        follow(Topics.DATASET_UPDATES, deadLetters, new RevisionFeed(worker, references, meters));

        EvaluationQueue queue =
                new EvaluationQueue(config.protocol(), config.retryAfter(), references, evaluated, meters);
        meters.gauge("waiting", queue::size);
        EvaluationServices services =
                new EvaluationServices(references, versions, evaluated, queue, evaluator, meters, deadLetters, clock);
        streams = opened(EvaluationStreams.start(
                new EvaluationTopology(services, new KafkaFeatureHistory(kafka, clientId()), kafka.properties()).get(),
                new StreamsSettings(kafka, config.applicationId(), config.instanceId(), config.stateDirectory()),
                deadLetters));
        gate = opened(GateService.start(kafka, config.gate(), deadLetters, registry, clock));
        LOGGER.info("Evaluation service {} started", config.instanceId());
    }

    /** True while everything works: figures are made and roll-outs decided. Needs no data set. */
    @Override
    public boolean ready() {
        return streams != null
                && gate != null
                && failure().isEmpty()
                && streams.ready()
                && gate.ready()
                && followers.stream().allMatch(TopicFollower::isCaughtUp);
    }

    /** Why the service cannot go on, if so: only a restart helps. */
    @Override
    public Optional<Throwable> failure() {
        Stream<Optional<Throwable>> running =
                streams == null || gate == null ? Stream.empty() : Stream.of(streams.failure(), gate.failure());
        return Stream.concat(running, followers.stream().map(TopicFollower::failure))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private String clientId() {
        return config.applicationId() + "-" + config.instanceId();
    }

    private <V extends SpecificRecord> void follow(
            Topic<V> topic, DeadLetters deadLetters, TopicFollower.Listener<V> listener) {
        followers.add(opened(TopicFollower.start(kafka, topic, clientId(), deadLetters, listener)));
    }

    private void awaitCaughtUp(TopicFollower<?> follower) {
        try {
            if (!follower.awaitCaughtUp(CATCH_UP)) {
                throw new IllegalStateException(
                        "A view of the log has not caught up after " + CATCH_UP + ": is the broker well?",
                        follower.failure().orElse(null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting", e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static List<Topic<?>> topics() {
        return List.of(
                Topics.CHECKPOINTS,
                Topics.EVALUATION_REQUESTS,
                Topics.EVALUATION_BATCHES,
                Topics.FEATURES,
                Topics.EVALUATIONS,
                Topics.DATASET_RECORDS,
                Topics.DATASET_UPDATES,
                Topics.DEAD_LETTERS);
    }

    /** Stops within a few seconds; what is under way goes on from the log at the next start. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOGGER.warn("While closing {}: {}", part.getClass().getSimpleName(), e.toString(), e);
            }
        }
    }
}

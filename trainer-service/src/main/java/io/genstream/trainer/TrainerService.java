package io.genstream.trainer;

import io.genstream.operations.RunningService;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.CheckpointPublisher;
import io.genstream.schemas.DeadLetterOffice;
import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.TopicCreator;
import io.genstream.schemas.TopicException;
import io.genstream.schemas.TopicFollower;
import io.genstream.schemas.Topics;
import io.genstream.trainer.checkpoint.Retention;
import io.genstream.trainer.checkpoint.kafka.CheckpointViews;
import io.genstream.trainer.checkpoint.kafka.FencedPublishers;
import io.genstream.trainer.checkpoint.kafka.KafkaCheckpointStore;
import io.genstream.trainer.dataset.cache.PictureCache;
import io.genstream.trainer.dataset.kafka.DatasetMaterialiser;
import io.genstream.trainer.dataset.kafka.DatasetUpdates;
import io.genstream.trainer.kafka.Closing;
import io.genstream.trainer.kafka.Following;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.run.AutoRuns;
import io.genstream.trainer.run.RunCoordinator;
import io.genstream.trainer.run.RunPorts;
import io.genstream.trainer.run.TrainingThread;
import io.genstream.trainer.run.kafka.ForeignCommands;
import io.genstream.trainer.run.kafka.KafkaRunReporter;
import io.genstream.trainer.run.kafka.RecipeOffers;
import io.genstream.trainer.run.kafka.RecipeOwnership;
import io.genstream.trainer.run.kafka.RunCommandConsumer;
import io.genstream.trainer.run.kafka.RunCommands;
import io.genstream.trainer.run.kafka.RunsTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The trainer: follows data sets and commands, trains one run at a time, publishes checkpoints. Wired here by hand; started
 * by {@link TrainerMain} or by whoever embeds it. Thread-safe.
 */
public final class TrainerService implements RunningService {
    private static final Duration CATCH_UP = Duration.ofSeconds(30);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration LAST_CHECKPOINT = Duration.ofMillis(2_000);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration CLIENTS = Duration.ofMillis(800);

    private final RunCoordinator coordinator;
    private final TrainingThread training;
    private final RunCommandConsumer commands;
    private final List<TopicFollower<?>> followers;
    private final List<AutoCloseable> clients;

    private TrainerService(
            RunCoordinator coordinator,
            TrainingThread training,
            RunCommandConsumer commands,
            List<TopicFollower<?>> followers,
            List<AutoCloseable> clients) {
        this.coordinator = coordinator;
        this.training = training;
        this.commands = commands;
        this.followers = followers;
        this.clients = clients;
    }

    /**
     * Returns once everything written so far is known; runs that were under way go on by themselves.
     *
     * @throws TopicException if the cluster cannot be reached or its topics not be read
     */
    public static TrainerService start(TrainerConfig config, MeterRegistry registry) {
        return start(config, registry, RecipeCatalogue.with(config.recipesDirectory()), Clock.systemUTC());
    }

    static TrainerService start(TrainerConfig config, MeterRegistry registry, Recipes recipes, Clock clock) {
        AutoRuns autoRuns = new AutoRuns(config.autoRecipes(), recipes);
        KafkaConnection kafka = config.kafka();
        TopicCreator.ensure(kafka, Topics.all());
        List<AutoCloseable> clients = new ArrayList<>();
        List<TopicFollower<?>> followers = new ArrayList<>();
        try {
            return wire(config, new TrainerMetrics(registry), recipes, autoRuns, clock, clients, followers);
        } catch (RuntimeException e) {
            Closing.within(
                    CLIENTS, Stream.concat(followers.stream(), clients.stream()).toList());
            throw e;
        }
    }

    private static TrainerService wire(
            TrainerConfig config,
            TrainerMetrics metrics,
            Recipes recipes,
            AutoRuns autoRuns,
            Clock clock,
            List<AutoCloseable> clients,
            List<TopicFollower<?>> followers) {
        KafkaConnection kafka = config.kafka();
        String id = config.instanceId();
        DeadLetterOffice deadLetters = add(clients, deadLetters(config, metrics, clock));
        Following following = new Following(kafka, id, deadLetters, metrics);
        RunsTopic runs = add(clients, new RunsTopic(kafka, id));
        KafkaRunReporter reporter = add(clients, new KafkaRunReporter(kafka, id, metrics));
        DatasetUpdates datasets = new DatasetUpdates(metrics);
        CheckpointViews checkpoints = new CheckpointViews(metrics);
        RunCoordinator coordinator = new RunCoordinator(runs, recipes, autoRuns, datasets, id, STOP, metrics, clock);
        followers.add(datasets.follow(following));
        followers.addAll(checkpoints.follow(following));
        followers.add(RunsTopic.follow(following, coordinator));
        followers.forEach(TrainerService::awaitCaughtUp);
        RecipeOffers.announce(following, recipes, clock.instant(), CATCH_UP);

        RunCommands source = RunCommands.open(kafka, config.groupId(), id, config.staticMember());
        FencedPublishers publishers = add(
                clients,
                new FencedPublishers(
                        name -> new CheckpointPublisher(kafka, name),
                        config.groupId() + "-checkpoints",
                        source::partitionOf));
        RecipeOwnership ownership = new RecipeOwnership(
                coordinator,
                source::partitionOf,
                coming -> {
                    RunsTopic.refresh(following, coordinator, REFRESH);
                    checkpoints.refresh(following, REFRESH);
                    publishers.assigned(coming);
                },
                publishers::doubted);
        PictureCache cache = add(
                clients,
                PictureCache.open(
                        config.pictures().directory(), config.pictures().maxFileBytes(), clock));
        DatasetMaterialiser materialiser =
                new DatasetMaterialiser(kafka, id, config.pictures(), cache, deadLetters, metrics);
        add(clients, materialiser.deletions().start());
        RunPorts ports = new RunPorts(
                recipes,
                datasets,
                materialiser,
                new KafkaCheckpointStore(
                        checkpoints,
                        new ArtifactReader(kafka, id),
                        publishers,
                        new Retention(config.checkpointsKept()),
                        coordinator::pendingRuns,
                        metrics,
                        clock),
                reporter,
                metrics,
                clock);
        TrainingThread training = TrainingThread.start(ports, config.timings(), coordinator, LAST_CHECKPOINT);
        ForeignCommands foreign = add(clients, new ForeignCommands(kafka, id, source::partitionOf));
        RunCommandConsumer commands =
                RunCommandConsumer.start(source, coordinator, ownership, foreign, deadLetters, metrics);
        return new TrainerService(coordinator, training, commands, List.copyOf(followers), List.copyOf(clients));
    }

    private static DeadLetterOffice deadLetters(TrainerConfig config, TrainerMetrics metrics, Clock clock) {
        DeadLetterOffice office = new DeadLetterOffice(
                config.kafka(), "trainer-service", config.instanceId(), metrics::deadLettered, clock);
        metrics.deadLettersWaiting(office::waiting);
        return office;
    }

    private static <C extends AutoCloseable> C add(List<AutoCloseable> clients, C client) {
        clients.add(client);
        return client;
    }

    private static void awaitCaughtUp(TopicFollower<?> follower) {
        try {
            if (!follower.awaitCaughtUp(CATCH_UP)) {
                throw new TopicException(
                        "A topic could not be read within " + CATCH_UP.toSeconds() + " s: is the broker well?",
                        follower.failure().orElse(null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("Interrupted at start", e);
        }
    }

    /** It takes commands from the moment that it is there. */
    @Override
    public boolean ready() {
        return failure().isEmpty();
    }

    /** Why this service can no longer do its work, if so: it must be started anew. */
    @Override
    public Optional<Throwable> failure() {
        return Stream.concat(
                        Stream.of(training.failure(), commands.failure()),
                        followers.stream().map(TopicFollower::failure))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Finishes the step, publishes a last checkpoint if there is time, and leaves the run RUNNING in topic runs, so that the
     * next start goes on with it. Takes 3 s at most.
     */
    @Override
    public void close() {
        coordinator.close();
        training.close();
        List<AutoCloseable> all = new ArrayList<>(clients);
        all.addAll(followers);
        all.add(commands);
        Closing.within(CLIENTS, all);
    }
}

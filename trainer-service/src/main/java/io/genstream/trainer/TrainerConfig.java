package io.genstream.trainer;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.genstream.schemas.KafkaConnection;
import io.genstream.trainer.dataset.cache.CacheSettings;
import io.genstream.trainer.run.RunTimings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * The trainer's configuration, checked; a bad or unknown key is named by the exception.
 *
 * @param kafka extra client settings come from keys that begin with {@value #KAFKA_PREFIX}
 * @param groupId consumer group of run-commands; all trainers that share the recipes are in one
 * @param instanceId who writes a run
 * @param staticMember whether the instance keeps its place in the group over a restart: where instance.id is given
 * @param autoRecipes recipes that start by themselves when their data set has a new revision: recipe or recipe@datasetId
 * @param recipesDirectory of recipe files beside the built-in ones
 * @param managementPort of /metrics and /healthy; empty where they are off
 */
public record TrainerConfig(
        KafkaConnection kafka,
        String groupId,
        String instanceId,
        boolean staticMember,
        List<String> autoRecipes,
        RunTimings timings,
        int checkpointsKept,
        CacheSettings pictures,
        Optional<Path> recipesDirectory,
        Optional<Integer> managementPort,
        boolean exitOnStdinEof) {
    public static final String KAFKA_PREFIX = "kafka.";
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String REPLICATION = "replication.factor";
    private static final String MIN_ISR = "min.insync.replicas";
    private static final String GROUP = "group.id";
    private static final String INSTANCE = "instance.id";
    private static final String AUTO = "auto.recipes";
    private static final String FIRST = "checkpoint.first.seconds";
    private static final String INTERVAL = "checkpoint.interval.seconds";
    private static final String KEPT = "checkpoints.kept";
    private static final String PROGRESS = "progress.interval.ms";
    private static final String PREVIEW = "preview.interval.ms";
    private static final String PATIENCE = "trouble.patience.seconds";
    private static final String DATASET_MAX = "dataset.max.mib";
    private static final String CACHE = "dataset.cache.dir";
    private static final String CACHE_MAX = "dataset.cache.mib";
    private static final String PICTURE_THREADS = "dataset.threads";
    private static final String RECIPES = "recipes.dir";
    private static final String MANAGEMENT = "management.port";
    private static final String STDIN = "exit.on.stdin.eof";

    private static final ConfigDef KEYS = new ConfigDef()
            .define(BOOTSTRAP, Type.STRING, NO_DEFAULT_VALUE, new NonEmptyString(), HIGH, "host:port of brokers")
            .define(REPLICATION, Type.SHORT, (short) 1, atLeast(1), HIGH, "copies of topics that are created")
            .define(
                    MIN_ISR,
                    Type.SHORT,
                    (short) 1,
                    atLeast(1),
                    HIGH,
                    "copies that a write waits for, in topics that are created")
            .define(GROUP, Type.STRING, "genstream-trainer", new NonEmptyString(), LOW, "group that shares the recipes")
            .define(INSTANCE, Type.STRING, "", MEDIUM, "unique among trainers, the same after a restart; empty: random")
            .define(
                    AUTO,
                    Type.LIST,
                    List.of(),
                    MEDIUM,
                    "recipes that start when their data set has a new revision: recipe, or recipe@datasetId")
            .define(FIRST, Type.INT, 12, atLeast(1), LOW, "from the start of a run to its first checkpoint")
            .define(INTERVAL, Type.INT, 20, atLeast(1), MEDIUM, "between checkpoints")
            .define(KEPT, Type.INT, 5, atLeast(1), MEDIUM, "newest checkpoints of a model that stay")
            .define(PROGRESS, Type.INT, 500, atLeast(50), LOW, "between points of the loss curves")
            .define(PREVIEW, Type.INT, 1_000, atLeast(1_000), LOW, "between previews")
            .define(
                    PATIENCE,
                    Type.INT,
                    600,
                    atLeast(1),
                    LOW,
                    "how long a run waits for a disk, data or artifacts that cannot be used before it fails; an outage of the"
                            + " cluster is waited for as long as it lasts")
            .define(
                    DATASET_MAX,
                    Type.INT,
                    1_024,
                    atLeast(1),
                    MEDIUM,
                    "pictures of a data set whose recipe learns from memory")
            .define(
                    CACHE,
                    Type.STRING,
                    "",
                    LOW,
                    "pictures at the size that is trained, for the next run; empty: genstream-pictures beside"
                            + " temporary files")
            .define(CACHE_MAX, Type.INT, 16_384, atLeast(1), MEDIUM, "of all of them; what was used longest ago goes")
            .define(PICTURE_THREADS, Type.INT, 2, between(1, 64), LOW, "that make the pictures of the next steps ready")
            .define(RECIPES, Type.STRING, "", MEDIUM, "directory of your own recipe files (*.yaml); empty: none")
            .define(MANAGEMENT, Type.INT, 0, between(0, 65_535), LOW, "of /metrics and /healthy; 0: off")
            .define(STDIN, Type.BOOLEAN, false, LOW, "stop when standard input ends: the parent process is gone");

    /** @throws ConfigException naming the key that is missing, bad or unknown */
    public static TrainerConfig of(Map<String, String> properties) {
        Map<String, String> clientSettings = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(KAFKA_PREFIX)) {
                clientSettings.put(key.substring(KAFKA_PREFIX.length()), value);
            } else if (!KEYS.names().contains(key)) {
                throw new ConfigException(
                        key,
                        value,
                        "unknown; known are " + String.join(", ", KEYS.names())
                                + " and Kafka client settings that begin with " + KAFKA_PREFIX);
            }
        });
        Map<String, Object> parsed = KEYS.parse(properties);
        short replication = (Short) parsed.get(REPLICATION);
        short minIsr = (Short) parsed.get(MIN_ISR);
        if (minIsr > replication) {
            throw new ConfigException(MIN_ISR, minIsr, "must be at most " + REPLICATION + ", which is " + replication);
        }
        String instance = (String) parsed.get(INSTANCE);
        String recipes = (String) parsed.get(RECIPES);
        int port = (Integer) parsed.get(MANAGEMENT);
        return new TrainerConfig(
                new KafkaConnection((String) parsed.get(BOOTSTRAP), replication, minIsr, clientSettings),
                (String) parsed.get(GROUP),
                instance.isBlank() ? "trainer-" + UUID.randomUUID() : instance,
                !instance.isBlank(),
                autoRecipes(parsed),
                new RunTimings(
                        Duration.ofSeconds((Integer) parsed.get(FIRST)),
                        Duration.ofSeconds((Integer) parsed.get(INTERVAL)),
                        Duration.ofMillis((Integer) parsed.get(PROGRESS)),
                        Duration.ofMillis((Integer) parsed.get(PREVIEW)),
                        Duration.ofSeconds((Integer) parsed.get(PATIENCE))),
                (Integer) parsed.get(KEPT),
                pictures(parsed),
                recipes.isBlank() ? Optional.empty() : Optional.of(Path.of(recipes)),
                port == 0 ? Optional.empty() : Optional.of(port),
                (Boolean) parsed.get(STDIN));
    }

    private static CacheSettings pictures(Map<String, Object> parsed) {
        String directory = (String) parsed.get(CACHE);
        return new CacheSettings(
                (long) (Integer) parsed.get(DATASET_MAX) << 20,
                directory.isBlank()
                        ? Path.of(System.getProperty("java.io.tmpdir"), "genstream-pictures")
                        : Path.of(directory),
                (long) (Integer) parsed.get(CACHE_MAX) << 20,
                (Integer) parsed.get(PICTURE_THREADS));
    }

    private static List<String> autoRecipes(Map<String, Object> parsed) {
        return ((List<?>) parsed.get(AUTO)).stream().map(String.class::cast).toList();
    }

    /** The keys with their types, defaults and meanings: docs/configuration.md is made from it. */
    public static ConfigDef definition() {
        return KEYS;
    }
}

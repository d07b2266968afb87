package io.genstream.trainer;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.genstream.operations.ServiceSettings;
import io.genstream.schemas.KafkaConnection;
import io.genstream.trainer.dataset.cache.PictureCache;
import io.genstream.trainer.run.RunTimings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Everything that can be set. Immutable.
 *
 * @param groupId consumer group of run-commands; all trainers that share the recipes are in one
 * @param instanceId who writes a run
 * @param staticMember whether the instance keeps its place in the group over a restart
 * @param autoRecipes recipes that start by themselves when their data set has a new revision: recipe or recipe@datasetId
 * @param recipesDirectory of recipe files beside the built-in ones
 */
public record TrainerConfig(
        KafkaConnection kafka,
        String groupId,
        String instanceId,
        boolean staticMember,
        List<String> autoRecipes,
        RunTimings timings,
        int checkpointsKept,
        PictureCache.Settings pictures,
        Optional<Path> recipesDirectory,
        Optional<Integer> managementPort,
        boolean exitOnStdinEof) {
    private static final String GROUP = "group.id";
    private static final String AUTO = "auto.recipes";
    private static final String FIRST = "checkpoint.first.seconds";
    private static final String INTERVAL = "checkpoint.interval.seconds";
    private static final String KEPT = "checkpoints.kept";
    private static final String PATIENCE = "trouble.patience.seconds";
    private static final String CACHE = "dataset.cache.dir";
    private static final String CACHE_MAX = "dataset.cache.mib";
    private static final String PICTURE_THREADS = "dataset.threads";
    private static final String RECIPES = "recipes.dir";
    private static final String STDIN = "exit.on.stdin.eof";

    // as often as a dashboard's curve and its pictures can be seen to move
    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);
    private static final Duration PREVIEW_INTERVAL = Duration.ofSeconds(1);

    private static final ConfigDef KEYS = ServiceSettings.keys(8084)
            .define(GROUP, Type.STRING, "genstream-trainer", new NonEmptyString(), LOW, "group that shares the recipes")
            .define(
                    AUTO,
                    Type.LIST,
                    List.of(),
                    MEDIUM,
                    "recipes that start when their data set has a new revision: recipe, or recipe@datasetId")
            .define(FIRST, Type.INT, 12, atLeast(1), LOW, "from the start of a run to its first checkpoint")
            .define(INTERVAL, Type.INT, 20, atLeast(1), MEDIUM, "between checkpoints")
            .define(KEPT, Type.INT, 5, atLeast(1), MEDIUM, "newest checkpoints of a model that stay")
            .define(
                    PATIENCE,
                    Type.INT,
                    600,
                    atLeast(1),
                    LOW,
                    "how long a run waits for a disk, data or artifacts that cannot be used before it fails; an outage of the"
                            + " cluster is waited for as long as it lasts")
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
            .define(STDIN, Type.BOOLEAN, false, LOW, "stop when standard input ends: the parent process is gone");

    /** @throws ConfigException naming the key that is missing, wrong or unknown */
    public static TrainerConfig of(Map<String, String> given) {
        return ServiceSettings.read("trainer", KEYS, given, TrainerConfig::of);
    }

    private static TrainerConfig of(ServiceSettings settings) {
        return new TrainerConfig(
                settings.kafka(),
                settings.getString(GROUP),
                settings.instanceId(),
                settings.keepsInstanceId(),
                settings.getList(AUTO),
                new RunTimings(
                        settings.seconds(FIRST),
                        settings.seconds(INTERVAL),
                        PROGRESS_INTERVAL,
                        PREVIEW_INTERVAL,
                        settings.seconds(PATIENCE)),
                settings.getInt(KEPT),
                new PictureCache.Settings(
                        settings.path(CACHE)
                                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "genstream-pictures")),
                        bytes(settings.getInt(CACHE_MAX)),
                        settings.getInt(PICTURE_THREADS)),
                settings.path(RECIPES),
                settings.managementPort(),
                settings.getBoolean(STDIN));
    }

    private static long bytes(int mebibytes) {
        return (long) mebibytes << 20;
    }

    /** The keys with their types, defaults and meanings: docs/configuration.md is made from it. */
    public static ConfigDef definition() {
        return KEYS;
    }
}

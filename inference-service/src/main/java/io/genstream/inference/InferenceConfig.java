package io.genstream.inference;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.genstream.operations.ServiceSettings;
import io.genstream.schemas.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Everything that can be set. Immutable.
 *
 * @param instanceId unique in the cluster and the same after a restart
 * @param workers threads that run models
 * @param batchMax images of one model call
 * @param queueImagesMax images of unfinished requests per version and lane
 * @param queueBytesMax the same in bytes of uncompressed pictures
 * @param modelsLoadedMax versions in memory beside the rolled-out ones
 * @param drain how long a stopping instance goes on with what it has accepted
 * @param managementPort see {@link ServiceSettings#managementPort}
 */
public record InferenceConfig(
        KafkaConnection kafka,
        String instanceId,
        int workers,
        int batchMax,
        int queueImagesMax,
        long queueBytesMax,
        int modelsLoadedMax,
        Duration drain,
        boolean preferCuda,
        Optional<Integer> managementPort) {

    private static final ConfigDef DEFINITION = ServiceSettings.keys(8082)
            .define(
                    "workers",
                    Type.INT,
                    0,
                    between(0, 1024),
                    MEDIUM,
                    "threads that run models; 0: all cores but one, at least one")
            .define("batch.max", Type.INT, 32, between(1, 1024), MEDIUM, "images of one model call")
            .define(
                    "queue.images.max",
                    Type.INT,
                    8_192,
                    atLeast(1024),
                    MEDIUM,
                    "images of unfinished requests per version and lane; beyond it the topic waits")
            .define(
                    "queue.bytes.max",
                    Type.LONG,
                    256L << 20,
                    atLeast(1L << 20),
                    LOW,
                    "the same limit in bytes of uncompressed images")
            .define(
                    "models.loaded.max",
                    Type.INT,
                    4,
                    atLeast(1),
                    MEDIUM,
                    "versions kept in memory beside the rolled-out ones")
            .define("drain.ms", Type.INT, 1_500, between(0, 600_000), LOW, "time to finish accepted requests on stop")
            .define(
                    "cuda",
                    Type.STRING,
                    "auto",
                    ConfigDef.ValidString.in("auto", "off"),
                    LOW,
                    "auto: CUDA where this ONNX Runtime has it");

    /** @throws ConfigException naming the key that is missing, wrong or unknown */
    public static InferenceConfig of(Map<String, String> given) {
        return ServiceSettings.read("inference", DEFINITION, given, InferenceConfig::of);
    }

    private static InferenceConfig of(ServiceSettings settings) {
        return new InferenceConfig(
                settings.kafka(),
                settings.instanceId(),
                workers(settings.getInt("workers")),
                settings.getInt("batch.max"),
                settings.getInt("queue.images.max"),
                settings.getLong("queue.bytes.max"),
                settings.getInt("models.loaded.max"),
                settings.millis("drain.ms"),
                settings.getString("cuda").equals("auto"),
                settings.managementPort());
    }

    /** The keys with their types, defaults and meanings: docs/configuration.md is made from it. */
    public static ConfigDef definition() {
        return DEFINITION;
    }

    private static int workers(int given) {
        return given > 0 ? given : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }
}

package io.genstream.gateway;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.genstream.gateway.datasets.upload.DatasetLimits;
import io.genstream.gateway.generation.GenerationLimits;
import io.genstream.gateway.stream.StreamLimits;
import io.genstream.operations.ServiceSettings;
import io.genstream.schemas.KafkaConnection;
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
 * @param instanceId names this gateway and, where {@code replyPartition} is negative, chooses its partition of image-batches
 * @param corsOrigins origins whose pages may call the API; empty: only the page that the gateway itself serves
 */
public record GatewayConfig(
        KafkaConnection kafka,
        String host,
        int port,
        Optional<Integer> managementPort,
        String instanceId,
        int replyPartition,
        List<String> corsOrigins,
        GenerationLimits generation,
        DatasetLimits datasets,
        StreamLimits stream) {

    static final String PORT = "port";

    /** Small enough to show the first pictures soon, large enough for a record's overhead not to count. */
    private static final int BATCH_IMAGES = 64;

    /** Of finished requests in memory: others are read from the log again. */
    private static final long RESULT_BYTES = 64L << 20;

    private static final int IDEMPOTENCY_KEYS = 10_000;

    /** Answers that wait for a worker: a longer queue would only make their clients wait longer. */
    private static final int WORKER_QUEUE = 256;

    private static final ConfigDef DEFINITION = stream(datasets(answers(generation(ServiceSettings.keys(8081)
            .define(
                    "host",
                    Type.STRING,
                    "127.0.0.1",
                    new NonEmptyString(),
                    MEDIUM,
                    "address to listen on; 0.0.0.0 opens the gateway, which knows no users, to the network")
            .define(
                    PORT,
                    Type.INT,
                    8080,
                    between(0, 65_535),
                    MEDIUM,
                    "HTTP API, WebSocket and dashboard; 0: any free one")
            .define(
                    "reply.partition",
                    Type.INT,
                    -1,
                    between(-1, 100_000),
                    MEDIUM,
                    "partition of image-batches that answers come on; -1: chosen by instance.id")
            .define(
                    "cors.origins",
                    Type.LIST,
                    "",
                    MEDIUM,
                    "origins of pages that may call the API, comma separated")))));

    private static ConfigDef generation(ConfigDef keys) {
        return keys.define(
                        "body.max.bytes",
                        Type.INT,
                        1 << 20,
                        between(1_024, 64 << 20),
                        MEDIUM,
                        "largest JSON body; beyond: 413")
                .define(
                        "pending.requests.max",
                        Type.INT,
                        1_000,
                        between(1, 1_000_000),
                        MEDIUM,
                        "requests under way; beyond: 503")
                .define(
                        "pending.images.max",
                        Type.INT,
                        50_000,
                        between(1, 10_000_000),
                        MEDIUM,
                        "images under way; beyond: 503")
                .define(
                        "images.per.request.max",
                        Type.INT,
                        10_000,
                        between(1, 1_000_000),
                        MEDIUM,
                        "largest count of a request")
                .define(
                        "response.max.bytes",
                        Type.LONG,
                        256L << 20,
                        between(1 << 20, 1 << 30),
                        MEDIUM,
                        "pixels of one request, uncompressed")
                .define(
                        "request.timeout.ms",
                        Type.LONG,
                        600_000L,
                        between(100, 86_400_000),
                        MEDIUM,
                        "a request without an answer by then has failed")
                .define("wait.max.ms", Type.LONG, 120_000L, between(0, 3_600_000), MEDIUM, "longest Prefer: wait");
    }

    private static ConfigDef answers(ConfigDef keys) {
        return keys.define(
                        "outcomes.max",
                        Type.INT,
                        20_000,
                        between(1, 10_000_000),
                        MEDIUM,
                        "records of finished requests (1,024 images each, say) that a GET can find")
                .define(
                        "streams.max",
                        Type.INT,
                        16,
                        between(1, 10_000),
                        MEDIUM,
                        "tar, npz and Avro answers that are being written, at most 16 MiB of images each; beyond: 503")
                .define(
                        "stream.images.max",
                        Type.INT,
                        1_000_000,
                        between(1, 100_000_000),
                        MEDIUM,
                        "largest count of a request whose images are streamed")
                .define(
                        "worker.threads",
                        Type.INT,
                        2,
                        between(1, 256),
                        MEDIUM,
                        "threads that encode and read pictures");
    }

    private static ConfigDef datasets(ConfigDef keys) {
        return keys.define(
                        "dataset.uploads.max",
                        Type.INT,
                        4,
                        between(1, 1_000),
                        MEDIUM,
                        "uploads, deletions and revisions of data sets at once; beyond: 503")
                .define(
                        "dataset.picture.max.bytes",
                        Type.INT,
                        16 << 20,
                        between(1_024, 256 << 20),
                        MEDIUM,
                        "largest PNG or JPEG file of a data set")
                .define(
                        "dataset.records.max",
                        Type.INT,
                        2_000_000,
                        between(1, 100_000_000),
                        MEDIUM,
                        "records that are remembered of the data sets in use, about 300 bytes each; a larger data set: 507");
    }

    private static ConfigDef stream(ConfigDef keys) {
        return keys.define(
                        "websocket.clients.max",
                        Type.INT,
                        500,
                        between(1, 100_000),
                        MEDIUM,
                        "open WebSockets; beyond: 503")
                .define(
                        "websocket.queue.frames",
                        Type.INT,
                        512,
                        between(8, 1_000_000),
                        MEDIUM,
                        "frames waiting for one slow client; beyond, pictures and progress are dropped");
    }

    /** @throws ConfigException naming the key that is missing, wrong or unknown */
    public static GatewayConfig of(Map<String, String> given) {
        return ServiceSettings.read("gateway", DEFINITION, given, GatewayConfig::of);
    }

    private static GatewayConfig of(ServiceSettings settings) {
        return new GatewayConfig(
                settings.kafka(),
                settings.getString("host"),
                settings.getInt(PORT),
                settings.managementPort(),
                settings.instanceId(),
                settings.getInt("reply.partition"),
                settings.getList("cors.origins"),
                new GenerationLimits(
                        settings.getInt("body.max.bytes"),
                        settings.getInt("pending.requests.max"),
                        settings.getInt("pending.images.max"),
                        settings.getInt("images.per.request.max"),
                        settings.getLong("response.max.bytes"),
                        BATCH_IMAGES,
                        settings.millis("request.timeout.ms"),
                        settings.millis("wait.max.ms"),
                        RESULT_BYTES,
                        settings.getInt("outcomes.max"),
                        IDEMPOTENCY_KEYS,
                        settings.getInt("worker.threads"),
                        WORKER_QUEUE,
                        settings.getInt("streams.max"),
                        settings.getInt("stream.images.max")),
                new DatasetLimits(
                        settings.getInt("dataset.uploads.max"),
                        settings.getInt("dataset.picture.max.bytes"),
                        settings.getInt("dataset.records.max")),
                new StreamLimits(settings.getInt("websocket.clients.max"), settings.getInt("websocket.queue.frames")));
    }

    /** The table of settings for the manual. */
    public static ConfigDef definition() {
        return DEFINITION;
    }
}

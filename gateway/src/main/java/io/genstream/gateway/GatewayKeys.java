package io.genstream.gateway;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Names, types, defaults, ranges and words of every setting. */
final class GatewayKeys {
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String REPLICATION_FACTOR = "replication.factor";
    static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    static final String HOST = "host";
    static final String PORT = "port";
    static final String MANAGEMENT_PORT = "management.port";
    static final String INSTANCE_ID = "instance.id";
    static final String REPLY_PARTITION = "reply.partition";
    static final String CORS_ORIGINS = "cors.origins";
    static final String DECISION_WAIT_MS = "decision.wait.ms";
    static final String BODY_MAX_BYTES = "body.max.bytes";
    static final String PENDING_REQUESTS_MAX = "pending.requests.max";
    static final String PENDING_IMAGES_MAX = "pending.images.max";
    static final String IMAGES_PER_REQUEST_MAX = "images.per.request.max";
    static final String RESPONSE_MAX_BYTES = "response.max.bytes";
    static final String BATCH_IMAGES = "batch.images";
    static final String REQUEST_TIMEOUT_MS = "request.timeout.ms";
    static final String WAIT_MAX_MS = "wait.max.ms";
    static final String RESULTS_MAX_BYTES = "results.max.bytes";
    static final String OUTCOMES_MAX = "outcomes.max";
    static final String IDEMPOTENCY_KEYS_MAX = "idempotency.keys.max";
    static final String WORKER_THREADS = "worker.threads";
    static final String WORKER_QUEUE = "worker.queue";
    static final String STREAMS_MAX = "streams.max";
    static final String STREAM_IMAGES_MAX = "stream.images.max";
    static final String DATASET_UPLOADS_MAX = "dataset.uploads.max";
    static final String DATASET_PICTURE_MAX_BYTES = "dataset.picture.max.bytes";
    static final String DATASET_RECORDS_MAX = "dataset.records.max";
    static final String WEBSOCKET_CLIENTS_MAX = "websocket.clients.max";
    static final String WEBSOCKET_QUEUE_FRAMES = "websocket.queue.frames";
    static final String WEBSOCKET_HISTORY_FRAMES = "websocket.history.frames";
    static final String WEBSOCKET_PROGRESS_POINTS = "websocket.progress.points";
    static final String WEBSOCKET_PING_MS = "websocket.ping.ms";
    static final String VIEW_ENTRIES_MAX = "view.entries.max";
    static final String DECISIONS_MAX = "decisions.max";
    static final String SERVING_STALE_MS = "serving.stale.ms";

    static final ConfigDef DEFINITION = limits(datasets(answers(generation(places(new ConfigDef())))));

    private GatewayKeys() {}

    private static ConfigDef places(ConfigDef def) {
        define(
                def,
                BOOTSTRAP_SERVERS,
                Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                new ConfigDef.NonEmptyString(),
                "host:port of brokers, comma separated");
        define(
                def,
                REPLICATION_FACTOR,
                Type.INT,
                1,
                between(1, 100),
                "copies of each partition of topics that the gateway creates");
        define(def, MIN_INSYNC_REPLICAS, Type.INT, 1, between(1, 100), "copies that must be in sync to accept a write");
        define(
                def,
                HOST,
                Type.STRING,
                "127.0.0.1",
                new ConfigDef.NonEmptyString(),
                "address to listen on; 0.0.0.0 opens the gateway, which knows no users, to the network");
        define(
                def,
                PORT,
                Type.INT,
                8080,
                between(0, 65_535),
                "HTTP API, WebSocket and dashboard; 0 chooses a free one");
        define(
                def,
                MANAGEMENT_PORT,
                Type.INT,
                8081,
                between(0, 65_535),
                "/metrics, /healthy and /ready; 0 chooses a free one");
        define(
                def,
                INSTANCE_ID,
                Type.STRING,
                "gateway",
                new ConfigDef.NonEmptyString(),
                "name of this gateway, different for each");
        define(
                def,
                REPLY_PARTITION,
                Type.INT,
                -1,
                between(-1, 100_000),
                "partition of image-batches that answers come on; -1: chosen by instance.id");
        define(def, CORS_ORIGINS, Type.LIST, "", null, "origins of pages that may call the API, comma separated");
        return define(
                def,
                DECISION_WAIT_MS,
                Type.LONG,
                5_000L,
                between(1, 60_000),
                "how long a roll-out command waits for the gate's decision");
    }

    private static ConfigDef generation(ConfigDef def) {
        define(def, BODY_MAX_BYTES, Type.INT, 1 << 20, between(1_024, 64 << 20), "largest JSON body; beyond: 413");
        define(def, PENDING_REQUESTS_MAX, Type.INT, 1_000, between(1, 1_000_000), "requests under way; beyond: 503");
        define(def, PENDING_IMAGES_MAX, Type.INT, 50_000, between(1, 10_000_000), "images under way; beyond: 503");
        define(def, IMAGES_PER_REQUEST_MAX, Type.INT, 10_000, between(1, 1_000_000), "largest count of a request");
        define(
                def,
                RESPONSE_MAX_BYTES,
                Type.LONG,
                256L << 20,
                between(1 << 20, 1 << 30),
                "pixels of one request, uncompressed");
        define(
                def,
                BATCH_IMAGES,
                Type.INT,
                64,
                between(1, 1_024),
                "images in one answer record, where the request does not say");
        define(
                def,
                REQUEST_TIMEOUT_MS,
                Type.LONG,
                600_000L,
                between(100, 86_400_000),
                "a request without an answer by then has failed");
        define(def, WAIT_MAX_MS, Type.LONG, 120_000L, between(0, 3_600_000), "longest Prefer: wait");
        define(
                def,
                RESULTS_MAX_BYTES,
                Type.LONG,
                64L << 20,
                atLeast(0),
                "finished requests kept in memory; others are read from the log again");
        define(
                def,
                OUTCOMES_MAX,
                Type.INT,
                20_000,
                between(1, 10_000_000),
                "records of finished requests (1,024 images each, say) that a GET can find");
        define(
                def,
                IDEMPOTENCY_KEYS_MAX,
                Type.INT,
                10_000,
                between(1, 10_000_000),
                "idempotency keys that are remembered");
        return def;
    }

    private static ConfigDef answers(ConfigDef def) {
        define(
                def,
                STREAMS_MAX,
                Type.INT,
                16,
                between(1, 10_000),
                "tar, npz and Avro answers that are being written, at most 16 MiB of images each; beyond: 503");
        define(
                def,
                STREAM_IMAGES_MAX,
                Type.INT,
                1_000_000,
                between(1, 100_000_000),
                "largest count of a request whose images are streamed");
        define(def, WORKER_THREADS, Type.INT, 2, between(1, 256), "threads that encode and read pictures");
        return define(
                def,
                WORKER_QUEUE,
                Type.INT,
                256,
                between(1, 100_000),
                "answers waiting for such a thread; beyond: 503");
    }

    private static ConfigDef datasets(ConfigDef def) {
        define(
                def,
                DATASET_UPLOADS_MAX,
                Type.INT,
                4,
                between(1, 1_000),
                "uploads, deletions and revisions of data sets at once; beyond: 503");
        define(
                def,
                DATASET_PICTURE_MAX_BYTES,
                Type.INT,
                16 << 20,
                between(1_024, 256 << 20),
                "largest PNG or JPEG file of a data set");
        return define(
                def,
                DATASET_RECORDS_MAX,
                Type.INT,
                2_000_000,
                between(1, 100_000_000),
                "records that are remembered of the data sets in use, about 200 bytes each; a larger data set: 507");
    }

    private static ConfigDef limits(ConfigDef def) {
        define(def, WEBSOCKET_CLIENTS_MAX, Type.INT, 500, between(1, 100_000), "open WebSockets; beyond: 503");
        define(def, WEBSOCKET_QUEUE_FRAMES, Type.INT, 512, between(8, 1_000_000), "frames waiting for one slow client");
        define(
                def,
                WEBSOCKET_HISTORY_FRAMES,
                Type.INT,
                2_000,
                between(1, 1_000_000),
                "frames of a topic that a new client gets");
        define(
                def,
                WEBSOCKET_PROGRESS_POINTS,
                Type.INT,
                1_000,
                between(4, 1_000_000),
                "points of a run's curve; a longer one is thinned");
        define(
                def,
                WEBSOCKET_PING_MS,
                Type.LONG,
                20_000L,
                between(100, 600_000),
                "time between pings; two without an answer close the socket");
        define(
                def,
                VIEW_ENTRIES_MAX,
                Type.INT,
                20_000,
                between(1, 10_000_000),
                "entries of each view; beyond, the eldest is forgotten");
        define(def, DECISIONS_MAX, Type.INT, 500, between(1, 1_000_000), "roll-out decisions that are kept");
        return define(
                def,
                SERVING_STALE_MS,
                Type.LONG,
                60_000L,
                between(100, 86_400_000),
                "age at which a serving status no longer counts");
    }

    private static ConfigDef define(
            ConfigDef def, String key, Type type, Object fallback, ConfigDef.Validator validator, String words) {
        return def.define(key, type, fallback, validator, Importance.MEDIUM, words);
    }
}

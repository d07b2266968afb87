package io.genstream.eval;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** Keys of {@link EvalConfig} with their types, defaults and meanings. */
final class EvalKeys {
    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String REPLICATION_FACTOR = "replication.factor";
    static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    static final String APPLICATION_ID = "application.id";
    static final String INSTANCE_ID = "instance.id";
    static final String STATE_DIR = "state.dir";
    static final String MANAGEMENT_PORT = "management.port";
    static final String IMAGES = "evaluation.images";
    static final String RETRY_MS = "evaluation.retry.ms";
    static final String INTERVAL_GROUPS = "interval.groups";
    static final String EXTRACTORS = "extractors";
    static final String GATE_ID = "gate.id";
    static final String GATE_PATIENCE = "gate.patience";
    static final String GATE_AGREEMENT_SLACK = "gate.agreement.slack";
    static final String GATE_RECALL_SLACK = "gate.recall.slack";
    static final String GATE_MIN_NEIGHBOUR_RATIO = "gate.min.neighbour.ratio";
    static final String GATE_COLLAPSE_FACTOR = "gate.collapse.factor";
    static final String GATE_DEFAULT_POLICY = "gate.default.policy";

    static final ConfigDef DEFINITION = cluster(service(gate(new ConfigDef())));

    private EvalKeys() {}

    private static ConfigDef cluster(ConfigDef keys) {
        return keys.define(
                        BOOTSTRAP_SERVERS,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        ValidList.anyNonDuplicateValues(false, false),
                        Importance.HIGH,
                        "host:port of brokers, comma separated")
                .define(
                        REPLICATION_FACTOR,
                        Type.SHORT,
                        (short) 1,
                        Range.atLeast(1),
                        Importance.HIGH,
                        "copies of the topics that this service creates")
                .define(
                        MIN_INSYNC_REPLICAS,
                        Type.SHORT,
                        (short) 1,
                        Range.atLeast(1),
                        Importance.HIGH,
                        "copies that must have a record before it counts as written");
    }

    private static ConfigDef service(ConfigDef keys) {
        return keys.define(
                        APPLICATION_ID,
                        Type.STRING,
                        "genstream-eval",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "consumer group; instances with the same id share the work")
                .define(
                        INSTANCE_ID,
                        Type.STRING,
                        "",
                        Importance.HIGH,
                        "name of this instance, different for each: one that was killed takes its work again at once;"
                                + " empty: host name and management port, or process id where that port is not fixed")
                .define(
                        STATE_DIR,
                        Type.STRING,
                        "",
                        Importance.LOW,
                        "scratch directory of Kafka Streams, may be lost; empty: below the system's temporary directory")
                .define(
                        MANAGEMENT_PORT,
                        Type.INT,
                        8083,
                        Range.between(-1, 65_535),
                        Importance.MEDIUM,
                        "port of /metrics, /healthy and /ready of the stand-alone process; 0: any free; -1: none")
                .define(
                        IMAGES,
                        Type.INT,
                        2_000,
                        Range.between(100, 20_000),
                        Importance.MEDIUM,
                        "generated images of one evaluation; part of the metrics' names")
                .define(
                        RETRY_MS,
                        Type.LONG,
                        60_000L,
                        Range.atLeast(1_000),
                        Importance.LOW,
                        "images that have not come after this time are asked for again; doubles each time")
                .define(
                        INTERVAL_GROUPS,
                        Type.INT,
                        50,
                        Range.between(2, 1_000),
                        Importance.LOW,
                        "groups of the jackknife that gives the interval of a distance")
                .define(
                        EXTRACTORS,
                        Type.LIST,
                        List.of(),
                        ValidList.anyNonDuplicateValues(true, false),
                        Importance.MEDIUM,
                        "properties files, each of which describes an ONNX feature extractor of yours (docs/metrics.md)");
    }

    private static ConfigDef gate(ConfigDef keys) {
        return keys.define(
                        GATE_ID,
                        Type.STRING,
                        "genstream-gate",
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "consumer group and transactional id of the roll-out gate: one gate acts for each id")
                .define(
                        GATE_PATIENCE,
                        Type.INT,
                        12,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "evaluated checkpoints without improvement until a run is stopped; 0: never")
                .define(
                        GATE_AGREEMENT_SLACK,
                        Type.DOUBLE,
                        0.02,
                        Range.between(0, 1),
                        Importance.MEDIUM,
                        "a candidate's agreement may be this much below the stable version's")
                .define(
                        GATE_RECALL_SLACK,
                        Type.DOUBLE,
                        0.05,
                        Range.between(0, 1),
                        Importance.MEDIUM,
                        "a candidate's recall may be this much below the stable version's")
                .define(
                        GATE_MIN_NEIGHBOUR_RATIO,
                        Type.DOUBLE,
                        0.5,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "a candidate nearer to its training images than this copies them")
                .define(
                        GATE_COLLAPSE_FACTOR,
                        Type.DOUBLE,
                        3.0,
                        Range.atLeast(1),
                        Importance.LOW,
                        "a distance of more than this many times the run's best is a collapse")
                .define(
                        GATE_DEFAULT_POLICY,
                        Type.STRING,
                        "AUTO",
                        ValidString.in("AUTO", "MANUAL"),
                        Importance.MEDIUM,
                        "policy of a model that no operator has spoken on");
    }
}

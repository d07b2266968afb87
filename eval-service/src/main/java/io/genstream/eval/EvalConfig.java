package io.genstream.eval;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.gate.GateRules;
import io.genstream.eval.gate.Policy;
import io.genstream.eval.gate.kafka.GateSettings;
import io.genstream.operations.ServiceSettings;
import io.genstream.schemas.KafkaConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * Everything that can be set. Immutable.
 *
 * @param instanceId different for each running instance
 * @param retryAfter images that have not come are asked for again
 * @param extractors properties files of the operator's own feature extractors
 */
public record EvalConfig(
        KafkaConnection kafka,
        String applicationId,
        String instanceId,
        Path stateDirectory,
        Optional<Integer> managementPort,
        EvaluationProtocol protocol,
        Duration retryAfter,
        int intervalGroups,
        List<Path> extractors,
        GateSettings gate) {
    private static final ConfigDef DEFINITION = gate(ServiceSettings.keys(8083)
            .define(
                    "application.id",
                    Type.STRING,
                    "genstream-eval",
                    new NonEmptyString(),
                    LOW,
                    "consumer group; instances with the same id share the work")
            .define(
                    "state.dir",
                    Type.STRING,
                    "",
                    LOW,
                    "scratch directory of Kafka Streams, may be lost; empty: below the system's temporary directory")
            .define(
                    "evaluation.images",
                    Type.INT,
                    2_000,
                    between(100, 20_000),
                    MEDIUM,
                    "generated images of one evaluation; part of the metrics' names")
            .define(
                    "evaluation.retry.ms",
                    Type.LONG,
                    60_000L,
                    atLeast(1_000),
                    LOW,
                    "images that have not come after this time are asked for again; doubles each time")
            .define(
                    "interval.groups",
                    Type.INT,
                    50,
                    between(2, 1_000),
                    LOW,
                    "groups of the jackknife that gives the interval of a distance; each costs a distance, which takes long where an"
                            + " extractor has many features")
            .define(
                    "extractors",
                    Type.LIST,
                    List.of(),
                    ValidList.anyNonDuplicateValues(true, false),
                    MEDIUM,
                    "properties files, each of which describes an ONNX feature extractor of yours (docs/metrics.md)"));

    public EvalConfig {
        extractors = List.copyOf(extractors);
    }

    private static ConfigDef gate(ConfigDef keys) {
        return keys.define(
                        "gate.patience",
                        Type.INT,
                        12,
                        atLeast(0),
                        MEDIUM,
                        "evaluated checkpoints without improvement until a run is stopped; 0: never")
                .define(
                        "gate.agreement.slack",
                        Type.DOUBLE,
                        0.02,
                        between(0, 1),
                        MEDIUM,
                        "a candidate's agreement may be this much below the stable version's")
                .define(
                        "gate.recall.slack",
                        Type.DOUBLE,
                        0.05,
                        between(0, 1),
                        MEDIUM,
                        "a candidate's recall may be this much below the stable version's")
                .define(
                        "gate.min.neighbour.ratio",
                        Type.DOUBLE,
                        0.5,
                        atLeast(0),
                        MEDIUM,
                        "a candidate nearer to its training images than this copies them")
                .define(
                        "gate.collapse.factor",
                        Type.DOUBLE,
                        3.0,
                        atLeast(1),
                        LOW,
                        "a distance of more than this many times the run's best is a collapse")
                .define(
                        "gate.default.policy",
                        Type.STRING,
                        "AUTO",
                        ValidString.in("AUTO", "MANUAL"),
                        MEDIUM,
                        "policy of a model that no operator has spoken on");
    }

    /** @throws ConfigException naming the key that is missing, wrong or unknown */
    public static EvalConfig of(Map<String, String> given) {
        return ServiceSettings.read("eval", DEFINITION, given, EvalConfig::of);
    }

    private static EvalConfig of(ServiceSettings settings) {
        String instance = settings.instanceId();
        return new EvalConfig(
                settings.kafka(),
                settings.getString("application.id"),
                instance,
                settings.path("state.dir")
                        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "genstream-" + instance)),
                settings.managementPort(),
                new EvaluationProtocol(settings.getInt("evaluation.images")),
                settings.millis("evaluation.retry.ms"),
                settings.getInt("interval.groups"),
                extractors(settings),
                gate(settings, instance));
    }

    /** A file's name may hold commas itself: one file of the whole value goes before a list. */
    private static List<Path> extractors(ServiceSettings settings) {
        return Stream.ofNullable(settings.originals().get("extractors"))
                .map(whole -> Path.of(whole.toString().strip()))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(List::of)
                .orElseGet(() ->
                        settings.getList("extractors").stream().map(Path::of).toList());
    }

    /** The gate must compare what this service publishes: same number of images. */
    private static GateSettings gate(ServiceSettings settings, String instance) {
        GateSettings defaults = GateSettings.defaults();
        GateRules rules = defaults.rules();
        return new GateSettings(
                defaults.id(),
                Optional.of(defaults.id() + "-" + instance),
                defaults.sessionTimeout(),
                new GateRules(
                        settings.getDouble("gate.agreement.slack"),
                        settings.getDouble("gate.recall.slack"),
                        settings.getDouble("gate.min.neighbour.ratio"),
                        settings.getInt("gate.patience"),
                        settings.getDouble("gate.collapse.factor"),
                        rules.collapsedRecall(),
                        rules.healthyRecall(),
                        Policy.valueOf(settings.getString("gate.default.policy")),
                        rules.maxFigureAge()),
                settings.getInt("evaluation.images"));
    }

    /** The table of settings for the manual. */
    public static ConfigDef definition() {
        return DEFINITION;
    }
}

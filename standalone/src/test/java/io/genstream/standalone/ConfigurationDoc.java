package io.genstream.standalone;

import io.genstream.eval.EvalConfig;
import io.genstream.gateway.GatewayConfig;
import io.genstream.inference.InferenceConfig;
import io.genstream.trainer.TrainerConfig;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** docs/configuration.md: every setting of every service, from the definitions that the services parse with. */
final class ConfigurationDoc {
    private static final String HEAD =
            """
            # Configuration

            <!-- Generated from each service's ConfigDef by ConfigurationDocTest; CONTRIBUTING says how. -->

            Each service takes one properties file. A key that is unknown, missing or out of range is named at the start, and the service
            does not start. `kafka.<name>` goes to every Kafka client of the service: security, or `kafka.record.serializer.class` and
            `kafka.record.deserializer.class` for another record format. `./genstream up` writes these settings itself.
            """;

    private final StringBuilder markdown = new StringBuilder(HEAD);

    static String document() {
        return new ConfigurationDoc()
                .service("Gateway", "io.genstream.gateway.GatewayMain", GatewayConfig.definition())
                .service("Inference", "io.genstream.inference.InferenceMain", InferenceConfig.definition())
                .service("Eval and gate", "io.genstream.eval.EvalMain", EvalConfig.definition())
                .service("Trainer", "io.genstream.trainer.TrainerMain", TrainerConfig.definition())
                .markdown
                .toString();
    }

    private ConfigurationDoc service(String name, String main, ConfigDef keys) {
        markdown.append("\n## ").append(name).append("\n\n`").append(main).append("`\n\n");
        markdown.append("| key | default | allowed | |\n|---|---|---|---|\n");
        keys.configKeys().values().forEach(this::row);
        return this;
    }

    private void row(ConfigKey key) {
        markdown.append(
                "| `%s` | %s | %s | %s |%n".formatted(key.name, fallback(key), allowed(key), key.documentation));
    }

    private static String fallback(ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        String value = ConfigDef.convertToString(key.defaultValue, key.type);
        return value == null || value.isEmpty() ? "–" : "`" + value + "`";
    }

    /** A range as {@code 1 … 100}, a choice as it is, else the type. */
    private static String allowed(ConfigKey key) {
        if (key.validator instanceof ConfigDef.Range) {
            return key.validator
                    .toString()
                    .replace(",...,", " … ")
                    .replace(",...", " …")
                    .replaceAll("[\\[\\]]", "");
        }
        if (key.validator instanceof ConfigDef.ValidString) {
            return key.validator.toString();
        }
        return key.type.name().toLowerCase(Locale.ROOT);
    }
}

package io.genstream.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.schemas.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSettingsTest {
    private static final ConfigDef KEYS =
            ServiceSettings.keys(8085).define("colour", Type.STRING, "", ConfigDef.Importance.LOW, "of the rocket");

    @Test
    void onlyTheBrokersAreRequired() {
        KafkaConnection kafka = read(ServiceSettings::kafka);

        assertThat(kafka).isEqualTo(KafkaConnection.single("a:1,b:2"));
        assertThat(read(ServiceSettings::managementPort)).contains(8085);
        assertThatThrownBy(() -> ServiceSettings.read("rocket", KEYS, Map.of(), settings -> settings))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("bootstrap.servers");
    }

    @ParameterizedTest
    @CsvSource({
        "bootstrap.servers, ''",
        "replication.factor, 0",
        "min.insync.replicas, 2",
        "management.port, 65536",
        "management.port, off",
        "colours, red"
    })
    void namesTheBadKey(String key, String value) {
        assertThatThrownBy(() -> read(ServiceSettings::kafka, key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key);
    }

    @Test
    void aSettingOfAnEarlierReleaseIsRefusedWithAWordWhereItWent() {
        assertThatThrownBy(() -> read(settings -> settings, "view.entries.max", "7"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Unknown setting view.entries.max")
                .hasMessageContaining("CHANGELOG");
    }

    @Test
    void whatAServiceMakesOfItsSettingsIsComplainedOfAsASetting() {
        assertThatThrownBy(() -> read(settings -> {
                    throw new IllegalArgumentException("colour is " + settings.getString("colour"));
                }))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("colour is ");
    }

    @Test
    void clientSettingsGoToEveryClientWithoutTheirPrefix() {
        assertThat(read(ServiceSettings::kafka, "kafka.security.protocol", "SSL")
                        .properties())
                .containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void processesOfOneHostHaveDifferentNamesUnlessToldOtherwise() {
        String first = read(ServiceSettings::instanceId, "management.port", "8083");
        String second = read(ServiceSettings::instanceId, "management.port", "8084");

        assertThat(first).startsWith("rocket-").endsWith("-8083").isNotEqualTo(second);
        assertThat(read(ServiceSettings::instanceId, "management.port", "8083")).isEqualTo(first);
        for (String moving : new String[] {"0", "-1"}) {
            assertThat(read(ServiceSettings::instanceId, "management.port", moving))
                    .endsWith("-" + ProcessHandle.current().pid());
            assertThat(read(ServiceSettings::keepsInstanceId, "management.port", moving))
                    .isFalse();
        }
        assertThat(read(ServiceSettings::instanceId, "instance.id", "mine")).isEqualTo("mine");
        assertThat(read(ServiceSettings::keepsInstanceId, "instance.id", "mine"))
                .isTrue();
    }

    @Test
    void managementPortZeroIsAnyAndMinusOneIsNone() {
        assertThat(read(ServiceSettings::managementPort, "management.port", "0"))
                .contains(0);
        assertThat(read(ServiceSettings::managementPort, "management.port", "-1"))
                .isEmpty();
    }

    private static <C> C read(Function<ServiceSettings, C> config, String... keyAndValue) {
        Map<String, String> given = new HashMap<>(Map.of("bootstrap.servers", "a:1,b:2"));
        for (int i = 0; i < keyAndValue.length; i += 2) {
            given.put(keyAndValue[i], keyAndValue[i + 1]);
        }
        return ServiceSettings.read("rocket", KEYS, given, config);
    }
}

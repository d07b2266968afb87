package io.genstream.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.schemas.SettingType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsSchemaTest {
    private final SettingsSchema schema = new SettingsSchema(
            "demo",
            List.of(
                    Setting.choice("size", List.of("full", "smoke"), "of the network"),
                    Setting.of("images", SettingType.COUNT, "100", "to see"),
                    Setting.of("seed", SettingType.SEED, "0", "of everything"),
                    Setting.of("rate", SettingType.RATE, "0.5", "to learn at"),
                    Setting.of("dropout", SettingType.FRACTION, "0.3", "left out")));

    @Test
    void overridesReplaceDefaults() {
        RecipeSettings settings = schema.parse(Map.of("size", "smoke", "images", "7"));

        assertThat(settings.text("size")).isEqualTo("smoke");
        assertThat(settings.count("images")).isEqualTo(7);
        assertThat(settings.number("rate")).isEqualTo(0.5);
        assertThat(settings.whole("seed")).isZero();
    }

    @Test
    void namesAnUnknownKeyAndAllKnownOnes() {
        assertThatThrownBy(() -> schema.parse(Map.of("imgaes", "7")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("imgaes")
                .hasMessageContaining("size, images, seed, rate, dropout");
    }

    @ParameterizedTest
    @CsvSource({
        "size,tiny",
        "images,0",
        "images,-3",
        "images,1e3",
        "images,''",
        "seed,-1",
        "rate,0",
        "rate,NaN",
        "rate,Infinity",
        "rate,fast",
        "dropout,1",
        "dropout,-0.1"
    })
    void refusesAndNamesABadValue(String key, String value) {
        assertThatThrownBy(() -> schema.parse(Map.of(key, value)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("'" + value + "'");
    }
}

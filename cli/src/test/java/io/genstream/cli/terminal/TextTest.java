package io.genstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void figuresHaveFourSignificantDigits() {
        assertThat(List.of(
                        Text.figure(0),
                        Text.figure(0.007987),
                        Text.figure(1.66234),
                        Text.figure(-239.04),
                        Text.figure(120_000),
                        Text.figure(1.5e-9),
                        Text.figure(Double.NaN)))
                .containsExactly("0", "0.007987", "1.662", "-239.0", "120000", "1.500e-09", "NaN");
    }

    @Test
    void picturesAreToldByWhatTheyAreFor() throws IOException {
        assertThat(Text.pictures(revision("{\"TRAIN\": 1813, \"VALIDATION\": 20, \"TEST\": 187}")))
                .isEqualTo("1,813 training, 20 validation and 187 test pictures");
        assertThat(Text.pictures(revision("{\"TRAIN\": 4}"))).isEqualTo("4 training and 0 test pictures");
    }

    private static JsonNode revision(String counts) throws IOException {
        return new ObjectMapper().readTree("{\"counts\": " + counts + "}");
    }

    @Test
    void bytesDurationsAndCountsReadEasily() {
        assertThat(List.of(Text.bytes(900), Text.bytes(483_151), Text.bytes(5L << 30)))
                .containsExactly("900 B", "472 KiB", "5.0 GiB");
        assertThat(List.of(Text.duration(75), Text.duration(3_725))).containsExactly("1:15", "1:02:05");
        assertThat(Text.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void missingFieldsAreEmpty() throws Exception {
        var document = new ObjectMapper().readTree("{\"a\": null, \"at\": \"2026-11-22T06:06:26.123Z\"}");
        assertThat(Text.of(document, "a")).isEmpty();
        assertThat(Text.of(document, "b")).isEmpty();
        assertThat(Text.figure(document.path("a"))).isEmpty();
        assertThat(Text.instant(document, "at")).isEqualTo("2026-11-22 06:06:26");
        assertThat(Text.instant(document, "b")).isEmpty();
    }

    @Test
    void tablesAlignTheirColumnsAndShowWhatIsMissing() {
        Table table = new Table("MODEL", "STABLE").row("digits-cgan", null).row("a", "v1");
        assertThat(table.lines()).containsExactly("MODEL        STABLE", "digits-cgan  –", "a            v1");
    }
}

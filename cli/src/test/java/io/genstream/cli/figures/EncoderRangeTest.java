package io.genstream.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class EncoderRangeTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void isWhatTheCardSays() throws Exception {
        assertThat(EncoderRange.of(json.readTree("{\"encoderInput\": {\"low\": -1.0, \"high\": 1.0}}")))
                .containsExactly(new EncoderRange(-1, 1));
    }

    @Test
    void isOneOfTwoWhereTheCardIsOlder() throws Exception {
        assertThat(EncoderRange.of(json.readTree("{\"encoderInput\": null}"))).hasSize(2);
        assertThat(EncoderRange.of(json.readTree("{}"))).hasSize(2);
    }

    @Test
    void turnsPixelsIntoItsValues() {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(1, 0, 0xFF00FF);

        assertThat(new EncoderRange(-1, 1).values(picture)).containsExactly(-1, 1, -1, -1, -1, 1);
        assertThat(new EncoderRange(0, 1).values(picture)).containsExactly(0, 1, 0, 0, 0, 1);
    }
}

package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PnmReaderTest {
    @Test
    void readsColourAndGrey() {
        assertThat(ImageCodec.decode(file("P6\n2 1\n255\n", 1, 2, 3, 250, 10, 9)))
                .isEqualTo(new Pixels(1, 2, 3, new byte[] {1, 2, 3, (byte) 250, 10, 9}));
        assertThat(ImageCodec.decode(file("P5 1 2 255 ", 7, 35))).isEqualTo(new Pixels(2, 1, 1, new byte[] {7, 35}));
    }

    @Test
    void passesOverCommentsAndScalesToAByte() {
        assertThat(ImageCodec.decode(file("P5\n# by GIMP\n1 # wide\n1\n15\n", 10)))
                .isEqualTo(new Pixels(1, 1, 1, new byte[] {(byte) 170}));
    }

    @Test
    void readsTwoBytesAValue() {
        assertThat(ImageCodec.decode(file("P5 2 1 65535 ", 0x80, 0x7F, 0xFF, 0xFF))
                        .raw())
                .containsExactly(128, 255);
        assertThat(ImageCodec.decode(file("P5 1 1 1023 ", 2, 0)).raw()).containsExactly(128);
    }

    /** A pixel may look like white space or a comment. */
    @Test
    void pixelsBeginAfterOneWhiteSpace() {
        assertThat(ImageCodec.decode(file("P5\n2 1\n255\n", '\n', '#')).raw()).containsExactly('\n', '#');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P6\n2 1\n255\n12345",
                "P5\n2",
                "P5\n-1 2 255 ab",
                "P5\n99999999999 2 255 ab",
                "P5\n1 1\n65535\na",
                "P5\n1 1\n65536\nab",
                "P5 x 1 255 a",
                "P5 0 1 255 a",
                "P5 1 1 0 a"
            })
    void refusesWhatIsBroken(String text) {
        assertThatThrownBy(() -> ImageCodec.decode(text.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(PixelException.class);
    }

    @Test
    void refusesALargePictureFromItsHeader() {
        assertThatThrownBy(() -> ImageCodec.decode(file("P6 40000 40000 255 "), 1 << 20))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining("above the limit");
    }

    private static byte[] file(String header, int... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        for (int value : values) {
            bytes.write(value);
        }
        return bytes.toByteArray();
    }
}

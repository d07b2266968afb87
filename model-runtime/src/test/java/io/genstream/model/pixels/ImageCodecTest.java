package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageCodecTest {
    @Test
    void jpegComesClose() {
        for (int channels : new int[] {1, 3}) {
            Pixels smooth = Pixels.black(32, 48, channels);
            for (int i = 0; i < smooth.raw().length; i++) {
                smooth.raw()[i] = (byte) (i / channels / 48 * 7 + (i % channels) * 10);
            }
            byte[] bytes = ImageCodec.encode(Encoding.JPEG, smooth);
            Pixels back = ImageCodec.decode(Encoding.JPEG, bytes, 32, 48, channels);
            for (int i = 0; i < smooth.raw().length; i++) {
                assertThat(Math.abs((back.raw()[i] & 0xFF) - (smooth.raw()[i] & 0xFF)))
                        .isLessThanOrEqualTo(12);
            }
        }
    }

    @Test
    void refusesFilesCutShort() {
        Pixels picture = random(33, 21, 3, 1);
        for (Encoding encoding : new Encoding[] {Encoding.PNG, Encoding.JPEG}) {
            byte[] bytes = ImageCodec.encode(encoding, picture);
            for (int length : new int[] {0, 1, 3, 20, bytes.length / 2}) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> ImageCodec.decode(cut)).isInstanceOf(PixelException.class);
            }
        }
    }

    @Test
    void refusesADecompressionBombFromItsHeader() {
        byte[] bomb = ImageCodec.encode(Encoding.PNG, random(2, 2, 1, 1));
        ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);
        CRC32 crc = new CRC32();
        crc.update(bomb, 12, 17);
        ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());
        assertThatThrownBy(() -> ImageCodec.decode(bomb))
                .isInstanceOf(PixelException.class)
                .hasMessage("the picture is 100000x100000, above the limit of 33554432 pixels");
        byte[] large = ImageCodec.encode(Encoding.PNG, random(40, 40, 1, 1));
        assertThatThrownBy(() -> ImageCodec.decode(large, 1599)).hasMessageContaining("above the limit of 1599");
        assertThat(ImageCodec.decode(large, 1600).height()).isEqualTo(40);
    }

    @Test
    void refusesAnotherSizeThanTheRecordSays() {
        Pixels picture = random(4, 5, 1, 1);
        byte[] png = ImageCodec.encode(Encoding.PNG, picture);
        assertThatThrownBy(() -> ImageCodec.decode(Encoding.PNG, png, 5, 4, 1))
                .isInstanceOf(PixelException.class)
                .hasMessage("the picture is 4x5, not 5x4");
        assertThatThrownBy(() -> ImageCodec.decode(Encoding.RAW, new byte[19], 4, 5, 1))
                .isInstanceOf(PixelException.class)
                .hasMessage("a 4x5x1 picture has 20 bytes, not 19");
    }

    @Test
    void spreadsGreyToRgbAndCollapsesOnlyWhatIsGrey() {
        Pixels grey = random(4, 5, 1, 1);
        byte[] greyPng = ImageCodec.encode(Encoding.PNG, grey);
        Pixels rgb = ImageCodec.decode(Encoding.PNG, greyPng, 4, 5, 3);
        assertThat(rgb.value(3, 4, 2)).isEqualTo(grey.value(3, 4, 0));
        byte[] rgbPng = ImageCodec.encode(Encoding.PNG, rgb);
        assertThat(ImageCodec.decode(Encoding.PNG, rgbPng, 4, 5, 1)).isEqualTo(grey);
        byte[] colour = ImageCodec.encode(Encoding.PNG, random(4, 5, 3, 2));
        assertThatThrownBy(() -> ImageCodec.decode(Encoding.PNG, colour, 4, 5, 1))
                .hasMessageContaining("the picture is in colour");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RIFF....WEBPVP8 | WebP",
                "....ftypavif | AVIF",
                "....ftypheic | HEIC",
                "II*. | TIFF",
                "P3 2 2 255 | a netpbm file other than P5 and P6",
            })
    void saysWhatItDoesNotRead(String start, String name) {
        assertThatThrownBy(() -> ImageCodec.decode(start.replace('.', '\0').getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(PixelException.class)
                .hasMessage("the picture is " + name + ": convert it to PNG or JPEG");
    }

    @ParameterizedTest
    @CsvSource({"bmp, 5", "bmp, 10", "bmp, 13", "gif, 13"})
    void readsBmpAndGif(String format, int type) throws IOException {
        BufferedImage image = new BufferedImage(3, 5, type);
        image.getRaster().setSample(1, 1, 0, 99);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();

        Pixels read = ImageCodec.decode(out.toByteArray());

        assertThat(read.value(0, 0, 0)).isZero();
        assertThat(read.value(1, 1, 0))
                .isEqualTo(type == BufferedImage.TYPE_BYTE_INDEXED ? (image.getRGB(1, 1) >> 16) & 0xFF : 99);
    }

    /** Others put it on a ground that they do not agree on. */
    @Test
    void refusesGifsThatAreNotReadRight() throws IOException {
        ByteArrayOutputStream low = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(9, 4, BufferedImage.TYPE_BYTE_INDEXED), "gif", low);
        assertThatThrownBy(() -> ImageCodec.decode(low.toByteArray())).hasMessageContaining("fewer than 5 rows");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(3, 5, BufferedImage.TYPE_BYTE_INDEXED), "gif", out);
        byte[] gif = out.toByteArray();
        gif[6]++;

        assertThatThrownBy(() -> ImageCodec.decode(gif)).hasMessageContaining("first frame is a part of it");
    }

    static Pixels random(int height, int width, int channels, long seed) {
        Pixels picture = Pixels.black(height, width, channels);
        new Random(seed).nextBytes(picture.raw());
        return picture;
    }
}

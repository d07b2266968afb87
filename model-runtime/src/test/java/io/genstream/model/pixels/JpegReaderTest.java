package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JpegReaderTest {
    private static final byte[] COLOUR = {10, 10, 120};

    /** ImageIO takes inks for linear light: 10 became 56 and 120 became 182. */
    @Test
    void readsInksAsOthersDo() {
        byte[] inverted = new byte[48 * 48 * 4];
        byte[] opponent = new byte[48 * 48 * 4];
        for (int i = 0; i < inverted.length; i += 4) {
            System.arraycopy(new byte[] {10, 10, 120, (byte) 255}, 0, inverted, i, 4);
            // Y, Cb and Cr of 245, 245, 135, which is what libjpeg makes inks of
            System.arraycopy(new byte[] {(byte) 232, 73, (byte) 137, (byte) 255}, 0, opponent, i, 4);
        }
        byte[] file = JpegBytes.fourComponents(48, 48, inverted);

        close(file, COLOUR);
        close(JpegBytes.adobe(file, 0), COLOUR);
        close(JpegBytes.adobe(JpegBytes.fourComponents(48, 48, opponent), 2), COLOUR);
    }

    private static void close(byte[] jpeg, byte... colour) {
        Pixels read = ImageCodec.decode(jpeg);
        for (int i = 0; i < 3; i++) {
            assertThat((double) read.value(2, 2, i)).isCloseTo(colour[i], Offset.offset(2.0));
        }
    }

    /** ImageIO would take 0, 1, 2 for RGB. */
    @Test
    void takesThreeComponentsForYCbCrUnlessTheFileSaysOtherwise() {
        byte[] jpeg = ImageCodec.encode(Encoding.JPEG, smooth(24, 40, 3));
        Pixels picture = ImageCodec.decode(jpeg);
        byte[] bare = JpegBytes.bare(jpeg);

        assertThat(ImageCodec.decode(bare)).isEqualTo(picture);
        assertThat(ImageCodec.decode(JpegBytes.renamed(bare, List.of(0, 1, 2)))).isEqualTo(picture);
        assertThat(ImageCodec.decode(JpegBytes.adobe(bare, 1))).isEqualTo(picture);
        assertThat(ImageCodec.decode(JpegBytes.renamed(jpeg, List.of((int) 'R', (int) 'G', (int) 'B'))))
                .isEqualTo(picture);
    }

    @Test
    void takesThreeComponentsForRgbWhereTheFileSaysSo() {
        byte[] bare = JpegBytes.bare(ImageCodec.encode(Encoding.JPEG, smooth(24, 40, 3)));
        Pixels stored = ImageCodec.decode(JpegBytes.adobe(bare, 0));

        assertThat(stored).isNotEqualTo(ImageCodec.decode(bare));
        assertThat(ImageCodec.decode(JpegBytes.renamed(bare, List.of((int) 'R', (int) 'G', (int) 'B'))))
                .isEqualTo(stored);
    }

    @Test
    void appliesNoProfile() {
        for (int channels : new int[] {1, 3}) {
            byte[] jpeg = ImageCodec.encode(Encoding.JPEG, smooth(24, 40, channels));
            byte[] head = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
            int space = channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_LINEAR_RGB;

            for (byte[] profile : List.of(ICC_Profile.getInstance(space).getData(), new byte[0], new byte[200])) {
                byte[] data = Arrays.copyOf(head, head.length + profile.length);
                System.arraycopy(profile, 0, data, head.length, profile.length);

                assertThat(ImageCodec.decode(JpegBytes.with(jpeg, 0xE2, data))).isEqualTo(ImageCodec.decode(jpeg));
            }
        }
    }

    @Test
    void readsEveryScan() {
        for (int channels : new int[] {1, 3}) {
            Pixels picture = smooth(37, 23, channels);

            assertThat(ImageCodec.decode(JpegBytes.progressive(picture)))
                    .isEqualTo(ImageCodec.decode(ImageCodec.encode(Encoding.JPEG, picture)));
        }
    }

    /** Each scan of a progressive picture costs as much as a picture. */
    @Test
    void refusesMoreScansThanAnyoneWrites() {
        byte[] jpeg = JpegBytes.progressive(smooth(16, 16, 1));
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 1, 1, 0, 0};
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 200; i++) {
            file.writeBytes(scan);
        }

        assertThatThrownBy(() -> ImageCodec.decode(file.toByteArray())).hasMessageContaining("more than 100 scans");
    }

    /** Many pictures of well-known data sets have bytes too many before their end: all pixels are there. */
    @Test
    void distrustsOnlyWarningsThatMeanDamage() {
        byte[] jpeg = ImageCodec.encode(Encoding.JPEG, smooth(64, 64, 3));
        Pixels picture = ImageCodec.decode(jpeg);
        byte[] more = Arrays.copyOf(jpeg, jpeg.length + 30);
        Arrays.fill(more, jpeg.length - 2, more.length, (byte) 0);
        System.arraycopy(jpeg, jpeg.length - 2, more, more.length - 2, 2);
        byte[] less = Arrays.copyOf(jpeg, jpeg.length - 200);
        System.arraycopy(jpeg, jpeg.length - 2, less, less.length - 2, 2);

        assertThat(ImageCodec.decode(more)).isEqualTo(picture);
        assertThat(ImageCodec.decode(Arrays.copyOf(jpeg, jpeg.length + 30))).isEqualTo(picture);
        assertThatThrownBy(() -> ImageCodec.decode(less)).hasMessageContaining("damaged: Corrupt JPEG data");
        assertThatThrownBy(() -> ImageCodec.decode(Arrays.copyOf(jpeg, jpeg.length - 200)))
                .hasMessageContaining("damaged");
    }

    @ParameterizedTest
    @CsvSource({
        "201, 8, arithmetic-coded",
        "195, 8, lossless or hierarchical",
        "193, 12, 12 bits a sample",
        "192, 0, 0 bits a sample"
    })
    void saysWhichItDoesNotRead(int marker, int bits, String name) {
        byte[] jpeg = ImageCodec.encode(Encoding.JPEG, smooth(8, 8, 1));
        int frame = JpegBytes.frame(jpeg);
        jpeg[frame + 1] = (byte) marker;
        jpeg[frame + 4] = (byte) bits;

        assertThatThrownBy(() -> ImageCodec.decode(jpeg))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("convert it to PNG");
    }

    @Test
    void turnsWhatOnlyXmpTells() {
        byte[] jpeg = ImageCodec.encode(Encoding.JPEG, smooth(8, 16, 1));
        byte[] xmp = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description tiff:Orientation=\"6\"/></x:xmpmeta>"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(ImageCodec.decode(JpegBytes.with(jpeg, 0xE1, xmp)))
                .isEqualTo(Orientation.upright(ImageCodec.decode(jpeg), 6));
    }

    /** The JDK's own libjpeg repeats the rows of half as many colours; others put rows between. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void putsRowsBetweenWhereColoursHaveHalfAsMany(boolean repeated) {
        int[] chroma = {100, 140, 200};
        byte[] rows = new byte[6 * 3];
        for (int y = 0; y < 6; y++) {
            int near = chroma[y / 2];
            int next = chroma[Math.max(0, Math.min(2, y % 2 == 0 ? y / 2 - 1 : y / 2 + 1))];
            rows[3 * y] = 100;
            rows[3 * y + 1] = (byte) 128;
            rows[3 * y + 2] = (byte) (repeated ? near : (3 * near + next + 1 + y % 2) / 4);
        }
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 6, 3, null);
        raster.setDataElements(0, 0, 1, 6, rows);
        int[] red = new int[6];

        new HalvedRows(raster).read((y, row, from) -> red[y] = row[from] & 0xFF);

        // 100 + 1.402 x (Cr - 128), where Cr goes 100, 110, 130, 155, 185, 200
        assertThat(red).containsExactly(61, 75, 103, 138, 180, 201);
    }

    private static Pixels smooth(int height, int width, int channels) {
        Random random = new Random(height);
        Pixels picture = Pixels.black(height, width, channels);
        for (int i = 0; i < picture.raw().length; i++) {
            picture.raw()[i] = (byte) (i / channels / width * 3 + i % channels * 50 + random.nextInt(9));
        }
        return picture;
    }
}

package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngReaderTest {
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;

    @ParameterizedTest
    @CsvSource({
        "1, 0b10100000, 255 0 255",
        "2, 0b11100100, 255 170 85",
        "4, 0x0F8000, 0 255 136",
    })
    void spreadsFewBitsOverAByte(int bits, String packed, String levels) {
        int value = Integer.decode(
                packed.startsWith("0b") ? Integer.toString(Integer.parseInt(packed.substring(2), 2)) : packed);
        byte[] png = bits < 4
                ? new PngBytes(1, 3, bits, GREY, false).pixels(0, value).end()
                : new PngBytes(1, 3, bits, GREY, false)
                        .pixels(0, value >> 16, value >> 8)
                        .end();

        assertThat(levels(ImageCodec.decode(png))).isEqualTo(levels);
    }

    @Test
    void takesTheUpperOfSixteenBitsAndLeavesAlphaOut() {
        assertThat(levels(ImageCodec.decode(new PngBytes(1, 2, 16, GREY, false)
                        .pixels(0, 1, 255, 2, 0)
                        .end())))
                .isEqualTo("1 2");
        assertThat(levels(ImageCodec.decode(new PngBytes(1, 1, 16, RGB, false)
                        .pixels(0, 1, 9, 2, 9, 3, 9)
                        .end())))
                .isEqualTo("1 2 3");
        assertThat(levels(ImageCodec.decode(
                        new PngBytes(1, 2, 8, 4, false).pixels(0, 1, 0, 2, 255).end())))
                .isEqualTo("1 2");
        assertThat(levels(ImageCodec.decode(
                        new PngBytes(1, 1, 8, 6, false).pixels(0, 1, 2, 3, 0).end())))
                .isEqualTo("1 2 3");
    }

    @Test
    void looksUpThePaletteWhateverIsTransparentInIt() {
        byte[] png = new PngBytes(1, 2, 4, PALETTE, false)
                .add("PLTE", new byte[] {1, 2, 3, 4, 5, 6})
                .add("tRNS", (byte) 0, (byte) 7)
                .pixels(0, 0x10)
                .end();

        assertThat(levels(ImageCodec.decode(png))).isEqualTo("4 5 6 1 2 3");
    }

    @Test
    void appliesNeitherGammaNorProfile() {
        byte[] png = new PngBytes(1, 1, 8, RGB, false)
                .add("gAMA", new byte[] {0, 1, (byte) 0x86, (byte) 0xA0})
                .add("iCCP", "x\0\0no profile at all".getBytes(StandardCharsets.ISO_8859_1))
                .pixels(0, 100, 60, 30)
                .end();

        assertThat(levels(ImageCodec.decode(png))).isEqualTo("100 60 30");
    }

    @Test
    void turnsWhatItsExifSays() {
        byte[] exif = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0};
        byte[] png = new PngBytes(1, 2, 8, GREY, false)
                .pixels(0, 1, 2)
                .add("eXIf", exif)
                .end();

        assertThat(ImageCodec.decode(png)).isEqualTo(new Pixels(2, 1, 1, new byte[] {1, 2}));
    }

    /** ImageIO writes each row with the filter that suits it; interlaced ones without. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhatImageIoWrites(boolean interlaced) throws IOException {
        Random random = new Random(4);
        for (int i = 0; i < 60; i++) {
            int type = new int[] {
                        BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_4BYTE_ABGR
                    }
                    [i % 3];
            BufferedImage image = new BufferedImage(1 + random.nextInt(40), 1 + random.nextInt(40), type);
            int bands = image.getRaster().getNumBands();
            int[] samples = new int[image.getWidth() * image.getHeight() * bands];
            for (int s = 0; s < samples.length; s++) {
                samples[s] = s * 3 + random.nextInt(1 + i % 7 * 20) & 0xFF;
            }
            image.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), samples);

            Pixels read = ImageCodec.decode(written(image, interlaced));

            assertThat(read.raw()).hasSize(image.getWidth() * image.getHeight() * (bands == 4 ? 3 : bands));
            for (int s = 0, at = 0; s < samples.length; s++) {
                if (bands < 4 || s % 4 < 3) {
                    assertThat(read.raw()[at++]).isEqualTo((byte) samples[s]);
                }
            }
        }
    }

    @Test
    void undoesAllFiveFilters() throws IOException {
        Random random = new Random(2);
        int[] rows = new int[10 * (1 + 3 * 7)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % 22 == 0 ? i / 22 % 5 : random.nextInt(256);
        }
        byte[] png = new PngBytes(10, 7, 8, RGB, false).pixels(rows).end();

        BufferedImage theirs = ImageIO.read(new ByteArrayInputStream(png));
        int[] samples = theirs.getRaster().getPixels(0, 0, 7, 10, (int[]) null);
        byte[] ours = ImageCodec.decode(png).raw();
        for (int i = 0; i < samples.length; i++) {
            assertThat(ours[i]).isEqualTo((byte) samples[i]);
        }
    }

    @Test
    void refusesWhatIsDamaged() {
        refused(new PngBytes(1, 1, 8, PALETTE, false).pixels(0, 0).end(), "no palette");
        refused(
                new PngBytes(1, 1, 8, PALETTE, false)
                        .add("PLTE", new byte[3])
                        .pixels(0, 1)
                        .end(),
                "no colour 1");
        refused(new PngBytes(1, 1, 8, GREY, false).pixels(5, 0).end(), "no PNG has filter 5");
        refused(new PngBytes(1, 1, 8, 1, false).pixels(0, 0).end(), "no PNG has colour type 1");
        refused(new PngBytes(1, 1, 2, RGB, false).pixels(0, 0).end(), "with 2 bits");
        refused(new PngBytes(0, 1, 8, GREY, false).pixels(0, 0).end(), "it is 0x1");
        refused(new PngBytes(1, -1, 8, GREY, false).pixels(0, 0).end(), "it is 1x-1");
        refused(new PngBytes(2, 1, 8, GREY, false).pixels(0, 0).end(), "cut short");
        refused(new PngBytes(1, 1, 8, GREY, false).end(), "no pixels");
        refused(
                new PngBytes(1, 1, 8, GREY, false)
                        .add("IDAT", (byte) 1, (byte) 2)
                        .end(),
                "damaged");
        byte[] other = new PngBytes(1, 1, 8, GREY, false).pixels(0, 7).end();
        other[other.length - 20]++;
        refused(other, "the checksum of IDAT is another");
    }

    /** A row is in memory, so it is not to be as long as the whole picture may be. */
    @Test
    void refusesSidesThatNoPictureHas() {
        refused(new PngBytes(1, 70_000, 8, GREY, false).pixels(0).end(), "above the limit of 65535 pixels a side");
    }

    private static void refused(byte[] png, String why) {
        assertThatThrownBy(() -> ImageCodec.decode(png))
                .isInstanceOf(PixelException.class)
                .hasMessageContaining(why);
    }

    private static byte[] written(BufferedImage image, boolean interlaced) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            if (interlaced) {
                parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static String levels(Pixels picture) {
        StringBuilder levels = new StringBuilder();
        for (byte level : picture.raw()) {
            levels.append(levels.isEmpty() ? "" : " ").append(level & 0xFF);
        }
        return levels.toString();
    }
}

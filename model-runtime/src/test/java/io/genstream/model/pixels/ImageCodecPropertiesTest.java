package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ImageCodecPropertiesTest {
    @Provide
    Arbitrary<Pixels> pictures() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.of(1, 3),
                        Arbitraries.longs())
                .as(ImageCodecTest::random);
    }

    @Property(tries = 200)
    void rawAndPngGiveBackWhatWentIn(@ForAll("pictures") Pixels picture) {
        for (Encoding encoding : new Encoding[] {Encoding.RAW, Encoding.PNG}) {
            byte[] bytes = ImageCodec.encode(encoding, picture);
            assertThat(ImageCodec.decode(encoding, bytes, picture.height(), picture.width(), picture.channels()))
                    .isEqualTo(picture);
        }
        assertThat(ImageCodec.decode(ImageCodec.encode(Encoding.PNG, picture))).isEqualTo(picture);
    }

    @Property(tries = 50)
    void othersReadOurPngs(@ForAll("pictures") Pixels picture) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(ImageCodec.encode(Encoding.PNG, picture)));
        int[] samples = image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
        assertThat(samples).hasSameSizeAs(picture.raw());
        for (int i = 0; i < samples.length; i++) {
            assertThat((byte) samples[i]).isEqualTo(picture.raw()[i]);
        }
    }

    @Property(tries = 300)
    void damagedFilesAreAnErrorOrAPictureNeverAnythingElse(
            @ForAll("pictures") Pixels picture, @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int damages)
            throws IOException {
        Random random = new Random(seed);
        for (byte[] whole : ofEveryKind(picture, random)) {
            byte[] bytes = whole.clone();
            for (int i = 0; i < damages; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
            for (byte[] damaged : new byte[][] {cut, PngBytes.withRightChecksums(cut)}) {
                try {
                    Pixels read = ImageCodec.decode(damaged, 1 << 16);
                    assertThat(read.height() * read.width()).isLessThanOrEqualTo(1 << 16);
                    assertThat(ImageCodec.decode(damaged, 1 << 16, Frame::whole))
                            .isEqualTo(read);
                } catch (PixelException expected) {
                    assertThat(expected).hasMessageContaining("picture");
                }
            }
        }
    }

    private static List<byte[]> ofEveryKind(Pixels picture, Random random) throws IOException {
        byte[] jpeg = ImageCodec.encode(Encoding.JPEG, picture);
        byte[] halvedRows = jpeg.clone();
        if (picture.channels() == 3) {
            halvedRows[JpegBytes.frame(jpeg) + 11] = 0x12;
        }
        byte[] indexes = new byte[2000];
        random.nextBytes(indexes);
        byte[] interlaced = new PngBytes(30, 30, 4, 3, true)
                .add("PLTE", new byte[48])
                .add("IDAT", PngBytes.packed(indexes))
                .end();
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_BYTE_INDEXED);
        ByteArrayOutputStream gif = new ByteArrayOutputStream();
        ImageIO.write(image, "gif", gif);
        ByteArrayOutputStream bmp = new ByteArrayOutputStream();
        ImageIO.write(image, "bmp", bmp);
        return List.of(
                ImageCodec.encode(Encoding.PNG, picture),
                interlaced,
                jpeg,
                halvedRows,
                JpegBytes.progressive(picture),
                JpegBytes.adobe(JpegBytes.fourComponents(20, 20, Arrays.copyOf(indexes, 1600)), 2),
                gif.toByteArray(),
                bmp.toByteArray(),
                "P6 9 9 300 12345678901234567890123456789012345678901234567890".getBytes(StandardCharsets.US_ASCII));
    }
}

package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
            @ForAll("pictures") Pixels picture, @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int damages) {
        for (Encoding encoding : new Encoding[] {Encoding.PNG, Encoding.JPEG}) {
            byte[] bytes = ImageCodec.encode(encoding, picture);
            Random random = new Random(seed);
            for (int i = 0; i < damages; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Pixels read = ImageCodec.decode(bytes, 1 << 16);
                assertThat(read.height() * read.width()).isLessThanOrEqualTo(1 << 16);
            } catch (PixelException expected) {
                assertThat(expected).hasMessageContaining("picture");
            }
        }
    }
}

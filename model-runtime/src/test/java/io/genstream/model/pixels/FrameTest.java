package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FrameTest {
    @Property(tries = 300)
    void aPartReadRowByRowIsThePartOfTheWhole(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int orientation, @ForAll boolean colour) {
        Random random = new Random(seed);
        Pixels picture = ImageCodecTest.random(random.nextInt(1, 40), random.nextInt(1, 40), colour ? 3 : 1, seed);
        byte[] png = new PngBytes(picture.height(), picture.width(), 8, colour ? 2 : 0, false)
                .add("eXIf", new byte[] {
                    'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte) orientation, 0, 0, 0
                })
                .add("IDAT", PngBytes.packed(rows(picture)))
                .end();
        Pixels whole = ImageCodec.decode(png);
        int height = random.nextInt(whole.height()) + 1;
        int width = random.nextInt(whole.width()) + 1;
        Frame frame = new Frame(
                random.nextInt(whole.height() - height + 1),
                random.nextInt(whole.width() - width + 1),
                height,
                width,
                random.nextInt(1, 50),
                random.nextInt(1, 50));

        Pixels part = ImageCodec.decode(png, 1600, (h, w) -> {
            assertThat(h).isEqualTo(whole.height());
            assertThat(w).isEqualTo(whole.width());
            return frame;
        });

        assertThat(part).isEqualTo(Resize.AREA.apply(whole, frame));
        assertThat(ImageCodec.decode(png, 1600, Frame::whole)).isEqualTo(whole);
    }

    private static byte[] rows(Pixels picture) {
        int stride = picture.width() * picture.channels();
        ByteBuffer rows = ByteBuffer.allocate(picture.height() * (1 + stride));
        for (int y = 0; y < picture.height(); y++) {
            rows.put((byte) 0).put(picture.raw(), y * stride, stride);
        }
        return rows.array();
    }

    @Example
    void theMiddleIsWhatCroppedCuts() {
        Pixels picture = ImageCodecTest.random(11, 8, 3, 1);

        assertThat(Resize.AREA.apply(picture, Frame.middle(11, 8, 6, 5, 6, 5))).isEqualTo(picture.cropped(6, 5));
    }

    @Example
    void jpegsComeRowByRowToo() {
        Pixels picture = ImageCodecTest.random(50, 70, 3, 1);
        for (byte[] jpeg : new byte[][] {ImageCodec.encode(Encoding.JPEG, picture), JpegBytes.progressive(picture)}) {
            Frame frame = Frame.middle(50, 70, 50, 50, 16, 16);

            assertThat(ImageCodec.decode(jpeg, 3500, (h, w) -> frame))
                    .isEqualTo(Resize.AREA.apply(ImageCodec.decode(jpeg), frame));
        }
    }

    /** 200 megapixels, as telephones have them: as a whole it would be 600 MB of colours. */
    @Example
    void aPictureLargerThanMemoryShouldHoldIsReadForItsFrame() throws IOException {
        byte[] large = large(false);
        Pixels white = Pixels.black(8, 8, 1);
        Arrays.fill(white.raw(), (byte) 255);

        assertThat(ImageCodec.decode(large, ImageCodec.DEFAULT_MAX_PIXELS, (h, w) -> Frame.middle(h, w, h, h, 8, 8)))
                .isEqualTo(white);
        assertThatThrownBy(() -> ImageCodec.decode(large)).hasMessageContaining("above the limit of 33554432 pixels");
        assertThatThrownBy(() -> ImageCodec.decode(large, 199_999_999, Frame::whole))
                .hasMessageContaining("above the limit of 199999999 pixels");
    }

    /** Its rows come in seven passes. */
    @Example
    void whatCanOnlyBeReadAsAWholeHasALimitOfItsOwn() throws IOException {
        byte[] large = large(true);

        assertThatThrownBy(() -> ImageCodec.decode(large, ImageCodec.DEFAULT_MAX_PIXELS, Frame::whole))
                .hasMessage(
                        "the picture is 12500x16000 and interlaced, which is read as a whole, above the limit of 33554432 pixels");
        assertThatThrownBy(() -> ImageCodec.decode(large, 8 * 199_999_999L, Frame::whole))
                .hasMessageContaining("above the limit of 199999999 pixels");
    }

    private static byte[] large(boolean interlaced) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] row = new byte[1 + 2000];
        Arrays.fill(row, 1, row.length, (byte) 255);
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            for (int y = 0; y < 12_500; y++) {
                deflater.write(row);
            }
        }
        return new PngBytes(12_500, 16_000, 1, 0, interlaced)
                .add("IDAT", packed.toByteArray())
                .end();
    }
}

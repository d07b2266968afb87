package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
    /** JPEG works in blocks of 8: a letter is two of them wide, so that its middle is its own grey. */
    private static final int BLOCK = 16;

    private static final String STORED = "abc/def";
    private static final int GREY_STEP = 40;

    /** What Pillow's exif_transpose makes of the same picture. */
    @ParameterizedTest
    @CsvSource({
        "1, abc/def",
        "2, cba/fed",
        "3, fed/cba",
        "4, def/abc",
        "5, ad/be/cf",
        "6, da/eb/fc",
        "7, fc/eb/da",
        "8, cf/be/ad",
        "0, abc/def",
        "9, abc/def",
    })
    void turnsWhatTheCameraHeldAskew(int orientation, String seen) {
        byte[] jpeg = ImageCodec.encode(Encoding.JPEG, painted(STORED));
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            assertThat(letters(ImageCodec.decode(withExif(jpeg, exif(order, orientation)))))
                    .as("%s", order)
                    .isEqualTo(seen);
        }
    }

    @Test
    void turnsColoursAsWhole() {
        Pixels turned = Orientation.upright(new Pixels(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6}), 6);

        assertThat(turned).isEqualTo(new Pixels(2, 1, 3, new byte[] {1, 2, 3, 4, 5, 6}));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void showsPicturesAsStoredWhereTheMetadataIsDamaged(long seed) {
        byte[] jpeg = ImageCodec.encode(Encoding.JPEG, painted(STORED));
        byte[] exif = exif(ByteOrder.BIG_ENDIAN, 1);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(exif, random.nextInt(6, exif.length + 1));
            // the value itself stays: 3 would be as good as 1
            for (int at = 6; at < Math.min(damaged.length, 14); at++) {
                damaged[at] = random.nextBoolean() ? damaged[at] : (byte) random.nextInt();
            }
            assertThat(letters(ImageCodec.decode(withExif(jpeg, damaged)))).isEqualTo(STORED);
        }
    }

    private static Pixels painted(String letters) {
        String[] rows = letters.split("/");
        Pixels picture = Pixels.black(rows.length * BLOCK, rows[0].length() * BLOCK, 1);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int letter = rows[y / BLOCK].charAt(x / BLOCK) - 'a';
                picture.raw()[y * picture.width() + x] = (byte) (letter * GREY_STEP);
            }
        }
        return picture;
    }

    private static String letters(Pixels picture) {
        StringBuilder letters = new StringBuilder();
        for (int y = BLOCK / 2; y < picture.height(); y += BLOCK) {
            letters.append(letters.isEmpty() ? "" : "/");
            for (int x = BLOCK / 2; x < picture.width(); x += BLOCK) {
                letters.append((char) ('a' + Math.round(picture.value(y, x, 0) / (float) GREY_STEP)));
            }
        }
        return letters.toString();
    }

    /** A directory of two entries, the second the orientation. */
    private static byte[] exif(ByteOrder order, int orientation) {
        ByteBuffer exif =
                ByteBuffer.allocate(6 + 8 + 2 + 2 * 12 + 4).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.order(order).put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        exif.putShort((short) 42).putInt(8).putShort((short) 2);
        exif.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(3 * BLOCK);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        return exif.array();
    }

    private static byte[] withExif(byte[] jpeg, byte[] exif) {
        return JpegBytes.with(jpeg, 0xE1, exif);
    }
}

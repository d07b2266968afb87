package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PixelsTest {
    @Test
    void padsADigitWithTwoBlackPixelsAllRound() {
        Pixels digit = ImageCodecTest.random(28, 28, 1, 3);
        Pixels padded = digit.padded(32, 32);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                boolean inside = y >= 2 && y < 30 && x >= 2 && x < 30;
                assertThat(padded.value(y, x, 0)).isEqualTo(inside ? digit.value(y - 2, x - 2, 0) : 0);
            }
        }
        assertThatThrownBy(() -> padded.padded(28, 28)).hasMessage("cannot pad 32x32 to 28x28");
    }

    @Test
    void refusesSizesThatDoNotExist() {
        assertThatThrownBy(() -> new Pixels(0, 1, 1, new byte[0])).isInstanceOf(PixelException.class);
        assertThatThrownBy(() -> new Pixels(1, 1, 2, new byte[2])).hasMessageContaining("1 or 3 channels");
        assertThatThrownBy(() -> new Pixels(1 << 20, 1 << 20, 1, new byte[1])).hasMessageContaining("1099511627776");
    }

    @Test
    void laysASheetOutInRows() {
        List<Pixels> images = List.of(
                ImageCodecTest.random(8, 8, 1, 1),
                ImageCodecTest.random(8, 8, 1, 2),
                ImageCodecTest.random(8, 8, 3, 3));
        Pixels sheet = ImageCodec.decode(ContactSheet.png(images, 2));
        assertThat(List.of(sheet.height(), sheet.width(), sheet.channels())).containsExactly(22, 22, 3);
        assertThat(sheet.value(2, 2, 0)).isEqualTo(images.get(0).value(0, 0, 0));
        assertThat(sheet.value(9, 19, 1)).isEqualTo(images.get(1).value(7, 7, 0));
        assertThat(sheet.value(12, 2, 2)).isEqualTo(images.get(2).value(0, 0, 2));
        assertThat(sheet.value(0, 0, 0)).isEqualTo(sheet.value(15, 15, 0)).isEqualTo(48);
    }

    @Test
    void writesCaptionsAboveTheirColumns() {
        List<Pixels> images = List.of(Pixels.black(32, 32, 1), Pixels.black(32, 32, 1));
        Pixels bare = ContactSheet.sheet(images, 2, List.of());
        Pixels captioned = ContactSheet.sheet(images, 2, List.of("", "1"));
        assertThat(captioned.height()).isEqualTo(bare.height() + TinyFont.HEIGHT + 2);
        // a one is three pixels wide, its foot filled, in the middle of the second column
        int middle = 2 + 34 + 16;
        assertThat(captioned.value(6, middle, 0)).isEqualTo(255);
        assertThat(whites(captioned)).isEqualTo(8);
        assertThat(whites(ContactSheet.sheet(images, 2, List.of("a caption far wider than its column"))))
                .isPositive();
    }

    @Test
    void refusesSheetsThatCannotBe() {
        assertThatThrownBy(() -> ContactSheet.png(List.of(), 3)).isInstanceOf(PixelException.class);
        assertThatThrownBy(() -> ContactSheet.png(List.of(Pixels.black(1, 1, 1), Pixels.black(2, 1, 1)), 3))
                .hasMessageContaining("picture 1 is Pixels[2x1x1]");
        Pixels large = Pixels.black(4000, 4000, 1);
        assertThatThrownBy(() -> ContactSheet.png(List.of(large, large), 1)).hasMessageContaining("too large");
    }

    private static long whites(Pixels sheet) {
        long whites = 0;
        for (byte value : sheet.raw()) {
            whites += value == -1 ? 1 : 0;
        }
        return whites;
    }
}

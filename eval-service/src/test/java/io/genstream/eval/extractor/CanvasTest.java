package io.genstream.eval.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.model.pixels.Pixels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private final Canvas fixed = new Canvas(new ImageShape(32, 32, 1), false);
    private final Canvas any = PcaExtractor.canvas(3);

    @Test
    void aThinBorderIsAddedAndNothingElseWhereAnExtractorDoesNotResize() {
        assertThat(fixed.takes(new ImageShape(28, 28, 1))).isTrue();
        assertThat(fixed.takes(new ImageShape(64, 64, 1))).isFalse();
        assertThat(fixed.resizer()).isEqualTo("none");
        Pixels image = random(28, 28, 1, 1);
        assertThat(fixed.fit(image)).isEqualTo(image.padded(32, 32));
        assertThatThrownBy(() -> fixed.fit(random(64, 64, 1, 1))).hasMessageContaining("64x64x1");
    }

    @Test
    void anySizeButNotAnyNumberOfChannelsIsResized() {
        assertThat(any.takes(new ImageShape(200, 100, 3))).isTrue();
        assertThat(any.takes(new ImageShape(32, 32, 1))).isFalse();
        assertThat(any.resizer()).isEqualTo("area32");
        Pixels image = random(32, 32, 3, 1);
        assertThat(any.fit(image)).isEqualTo(image);
        assertThat(any.fit(random(200, 100, 3, 1)).height()).isEqualTo(32);
    }

    @Test
    void theMiddleIsTakenOfImagesOfAnotherAspect() {
        byte[] raw = new byte[200 * 100 * 3];
        Arrays.fill(raw, 50 * 100 * 3, 150 * 100 * 3, (byte) 7);

        assertThat(any.fit(new Pixels(200, 100, 3, raw)).raw()).containsOnly(7);
    }

    private static Pixels random(int height, int width, int channels, long seed) {
        byte[] raw = new byte[height * width * channels];
        new Random(seed).nextBytes(raw);
        return new Pixels(height, width, channels, raw);
    }
}

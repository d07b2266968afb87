package io.genstream.model.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResizeTest {
    @Test
    void shrinkingAveragesByArea() {
        Pixels four = grey(4, 4, 0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150);

        assertThat(Resize.AREA.square(four, 2)).isEqualTo(grey(2, 2, 25, 45, 105, 125));
        // two thirds of a pixel each: (0 + 10 / 2) / 1.5 and (10 / 2 + 20) / 1.5
        assertThat(Resize.AREA.square(grey(3, 3, 0, 10, 20, 0, 10, 20, 0, 10, 20), 2))
                .isEqualTo(grey(2, 2, 3, 17, 3, 17));
    }

    @Test
    void growingRepeatsPixelsAndMixesThemWhereOnePixelLiesAcrossTwo() {
        assertThat(Resize.AREA.square(grey(2, 2, 0, 100, 0, 100), 4))
                .isEqualTo(grey(4, 4, 0, 0, 100, 100, 0, 0, 100, 100, 0, 0, 100, 100, 0, 0, 100, 100));
        assertThat(Resize.AREA.apply(grey(1, 2, 0, 100), 1, 3)).isEqualTo(grey(1, 3, 0, 50, 100));
    }

    @Test
    void anOblongLosesItsEnds() {
        assertThat(Resize.AREA.square(grey(2, 4, 1, 2, 3, 4, 5, 6, 7, 8), 2)).isEqualTo(grey(2, 2, 2, 3, 6, 7));
        assertThat(Resize.AREA.square(grey(4, 2, 1, 2, 3, 4, 5, 6, 7, 8), 2)).isEqualTo(grey(2, 2, 3, 4, 5, 6));
    }

    @Test
    void channelsStayApart() {
        byte[] raw = new byte[4 * 4 * 3];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (10 * (i % 3));
        }
        Pixels small = Resize.AREA.square(new Pixels(4, 4, 3, raw), 2);

        assertThat(small.value(1, 1, 0)).isZero();
        assertThat(small.value(1, 1, 1)).isEqualTo(10);
        assertThat(small.value(0, 1, 2)).isEqualTo(20);
    }

    /** The truth: repeat every pixel until source and target fit a common grid, then average plain blocks, halves up. */
    @Property(tries = 200)
    void areasAreThoseOfACommonGrid(
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 1, max = 15) int toHeight,
            @ForAll @IntRange(min = 1, max = 15) int toWidth,
            @ForAll long seed) {
        Pixels image = random(height, width, 3, seed);

        Pixels resized = Resize.AREA.apply(image, toHeight, toWidth);

        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int c = 0; c < 3; c++) {
                    long sum = 0;
                    for (int row = y * height; row < (y + 1) * height; row++) {
                        for (int column = x * width; column < (x + 1) * width; column++) {
                            sum += image.value(row / toHeight, column / toWidth, c);
                        }
                    }
                    long area = (long) height * width;
                    assertThat(resized.value(y, x, c)).isEqualTo((int) ((2 * sum + area) / (2 * area)));
                }
            }
        }
    }

    /** The definition, in doubles: integral of the picture over the target pixel, by its area. */
    @Property(tries = 30)
    void agreesWithTheIntegralAtTheSizesOfPhotographs(
            @ForAll @IntRange(min = 40, max = 400) int height,
            @ForAll @IntRange(min = 40, max = 400) int width,
            @ForAll @IntRange(min = 16, max = 256) int side,
            @ForAll long seed) {
        Pixels image = random(height, width, 1, seed);

        Pixels resized = Resize.AREA.apply(image, side, side);

        Random some = new Random(seed);
        for (int n = 0; n < 50; n++) {
            int y = some.nextInt(side);
            int x = some.nextInt(side);
            double top = (double) y * height / side;
            double bottom = (double) (y + 1) * height / side;
            double left = (double) x * width / side;
            double right = (double) (x + 1) * width / side;
            double sum = 0;
            for (int row = (int) top; row < Math.min(height, bottom); row++) {
                double covered = Math.min(bottom, row + 1) - Math.max(top, row);
                for (int column = (int) left; column < Math.min(width, right); column++) {
                    sum += covered
                            * (Math.min(right, column + 1) - Math.max(left, column))
                            * image.value(row, column, 0);
                }
            }
            double mean = sum / ((bottom - top) * (right - left));
            assertThat(Math.abs(resized.value(y, x, 0) - mean)).isLessThanOrEqualTo(0.5 + 1e-9);
        }
    }

    @Property(tries = 100)
    void aFlatPictureStaysFlatAtAnySize(
            @ForAll @IntRange(min = 1, max = 90) int height,
            @ForAll @IntRange(min = 1, max = 90) int width,
            @ForAll @IntRange(max = 255) int level) {
        byte[] raw = new byte[height * width];
        Arrays.fill(raw, (byte) level);

        assertThat(Resize.AREA.square(new Pixels(height, width, 1, raw), 32).raw())
                .containsOnly((byte) level);
        assertThat(Resize.AREA.apply(new Pixels(height, width, 1, raw), 32, 7).raw())
                .containsOnly((byte) level);
    }

    @Property(tries = 100)
    void keepsTheMeanButForRounding(
            @ForAll @IntRange(min = 1, max = 60) int height,
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int toHeight,
            @ForAll @IntRange(min = 1, max = 60) int toWidth,
            @ForAll long seed) {
        Pixels image = random(height, width, 1, seed);

        assertThat(Math.abs(mean(Resize.AREA.apply(image, toHeight, toWidth)) - mean(image)))
                .isLessThanOrEqualTo(0.5 + 1e-9);
    }

    @Property(tries = 100)
    void sameSizeAndThereAndBackOverAWholeMultipleChangeNothing(
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 2, max = 5) int times,
            @ForAll long seed) {
        Pixels image = random(height, width, 3, seed);

        assertThat(Resize.AREA.apply(image, height, width)).isSameAs(image);
        assertThat(Resize.AREA.apply(Resize.AREA.apply(image, times * height, times * width), height, width))
                .isEqualTo(image);
    }

    @Property(tries = 100)
    void mirrorsAndTurnsWithItsPicture(
            @ForAll @IntRange(min = 1, max = 30) int height,
            @ForAll @IntRange(min = 1, max = 30) int width,
            @ForAll @IntRange(min = 1, max = 40) int toHeight,
            @ForAll @IntRange(min = 1, max = 40) int toWidth,
            @ForAll @IntRange(min = 2, max = 8) int orientation,
            @ForAll long seed) {
        Pixels image = random(height, width, 3, seed);
        boolean onItsSide = orientation >= 5;

        Pixels turnedThenResized = Resize.AREA.apply(
                Orientation.upright(image, orientation),
                onItsSide ? toWidth : toHeight,
                onItsSide ? toHeight : toWidth);

        assertThat(turnedThenResized)
                .isEqualTo(Orientation.upright(Resize.AREA.apply(image, toHeight, toWidth), orientation));
    }

    /** OpenCV computes in floats, and in 2048ths where it enlarges, and rounds halves to even: ties go the other way. */
    @Test
    void isWhatOpenCvCallsInterArea(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(exitCode(folder, "import cv2, numpy") == 0, "needs python3 with numpy and OpenCV");
        int[][] sizes = {
            {109, 89, 64, 64},
            {200, 100, 32, 32},
            {33, 47, 32, 32},
            {64, 64, 32, 32},
            {28, 28, 32, 32},
            {20, 30, 64, 48}
        };
        for (int[] size : sizes) {
            Pixels image = random(size[0], size[1], 3, 5);
            Files.write(folder.resolve("from"), image.raw());
            Files.write(
                    folder.resolve("to"),
                    Resize.AREA.apply(image, size[2], size[3]).raw());

            String script =
                    """
                    import cv2, numpy, sys
                    h, w, th, tw = map(int, sys.argv[1:])
                    image = numpy.fromfile("from", numpy.uint8).reshape(h, w, 3)
                    ours = numpy.fromfile("to", numpy.uint8).reshape(th, tw, 3).astype(int)
                    theirs = cv2.resize(image, (tw, th), interpolation=cv2.INTER_AREA).astype(int)
                    difference = abs(ours - theirs)
                    print(difference.max(), (difference > 0).mean())
                    sys.exit(int(difference.max() > 1 or (difference > 0).mean() > 0.15))
                    """;
            assertThat(exitCode(folder, script, size))
                    .as(Arrays.toString(size) + Files.readString(folder.resolve("said")))
                    .isZero();
        }
    }

    private static int exitCode(Path folder, String script, int... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-c", script));
        Arrays.stream(arguments).forEach(argument -> command.add(Integer.toString(argument)));
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static double mean(Pixels image) {
        double sum = 0;
        for (byte value : image.raw()) {
            sum += value & 0xFF;
        }
        return sum / image.raw().length;
    }

    private static Pixels random(int height, int width, int channels, long seed) {
        byte[] raw = new byte[height * width * channels];
        new Random(seed).nextBytes(raw);
        return new Pixels(height, width, channels, raw);
    }

    private static Pixels grey(int height, int width, int... levels) {
        byte[] raw = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            raw[i] = (byte) levels[i];
        }
        return new Pixels(height, width, 1, raw);
    }
}

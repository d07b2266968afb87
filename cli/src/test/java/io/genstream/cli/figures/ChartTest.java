package io.genstream.cli.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final int BLUE = 0x0072B2;
    private static final int VERMILION = 0xD55E00;

    @Test
    void ticksAreWrittenShort() {
        assertThat(words(0, 50_000, 100_000, 150_000)).containsExactly("0", "50k", "100k", "150k");
        assertThat(words(-0.4, -0.2, 1.0 - 1.0, 0.1 + 0.2, 0.4)).containsExactly("-0.4", "-0.2", "0", "0.3", "0.4");
        assertThat(words(1, 10, 1000, 2_500_000, 0.00025)).containsExactly("1", "10", "1k", "2.5M", "2.5e-04");
    }

    @Test
    void whatSpansMuchIsLogarithmic() {
        double[] x = {0, 1000, 2000};
        double[] distances = {190, 16.3, 1.4};
        BufferedImage figure = sheet(Chart.curves("d", "value", List.of(series(x, distances)), x, distances));

        assertThat(middleOf(figure))
                .as("the middle one is in the middle of 1 to 1000")
                .isBetween(0.4, 0.7);
        assertThat(linesAcross(figure))
                .as("between 1 and 1000, each at its place")
                .isGreaterThan(20);

        double[] some = {190, 100, 10};
        figure = sheet(Chart.curves("d", "value", List.of(series(x, some)), x, some));
        assertThat(middleOf(figure)).isBetween(0.4, 0.6);
        assertThat(linesAcross(figure)).isBetween(2L, 12L);
    }

    @Test
    void nothingAndASingleValueHaveAxesToo() {
        double[] none = {};
        assertThat(has(sheet(Chart.curves("d", "value", List.of(series(none, none)), none, none)), BLUE))
                .isFalse();
        double[] one = {3};
        assertThat(has(sheet(Chart.curves("d", "value", List.of(series(one, one)), one, one)), BLUE))
                .isTrue();
        double[] unknown = {Double.NaN};
        assertThat(has(sheet(Chart.curves("d", "value", List.of(series(one, unknown)), one, unknown)), BLUE))
                .isFalse();
    }

    @Test
    void pointsOfEveryGroupAreDrawn() {
        Chart.Series second = new Chart.Series("b", 1, new double[] {-5}, new double[] {-2000});
        BufferedImage figure = sheet(
                Chart.points("p", "1", "2", List.of(series(new double[] {1, 2}, new double[] {100, 200}), second)));

        assertThat(has(figure, BLUE)).isTrue();
        assertThat(has(figure, VERMILION)).isTrue();
    }

    private static List<String> words(double... ticks) {
        return DoubleStream.of(ticks).mapToObj(Chart::tick).toList();
    }

    private static Chart.Series series(double[] x, double[] y) {
        return new Chart.Series("a", 0, x, y);
    }

    private static BufferedImage sheet(Chart chart) {
        return Chart.sheet(List.of(List.of(chart)), "source");
    }

    /** How far down from the first to the last the curve is halfway across. */
    private static double middleOf(BufferedImage figure) {
        int left = figure.getWidth();
        int right = 0;
        for (int x = 0; x < figure.getWidth(); x++) {
            if (row(figure, x) >= 0) {
                left = Math.min(left, x);
                right = x;
            }
        }
        double top = row(figure, left);
        return (row(figure, (left + right) / 2) - top) / (row(figure, right) - top);
    }

    private static long linesAcross(BufferedImage figure) {
        int besideTheCurve = figure.getWidth() - 30;
        return IntStream.range(0, figure.getHeight())
                .filter(y -> (figure.getRGB(besideTheCurve, y) & 0xFFFFFF) != 0xFFFFFF)
                .count();
    }

    private static int row(BufferedImage figure, int x) {
        for (int y = 0; y < figure.getHeight(); y++) {
            if ((figure.getRGB(x, y) & 0xFFFFFF) == BLUE) {
                return y;
            }
        }
        return -1;
    }

    private static boolean has(BufferedImage figure, int colour) {
        for (int x = 0; x < figure.getWidth(); x++) {
            for (int y = 0; y < figure.getHeight(); y++) {
                if ((figure.getRGB(x, y) & 0xFFFFFF) == colour) {
                    return true;
                }
            }
        }
        return false;
    }
}

package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DensityCoverageTest {
    private static final int K = 5;

    /** Each ball holds its centre and k neighbours. */
    @Test
    void equalSetsHaveEveryBallOnceMoreThanFull() {
        float[][] points = Samples.correlated(300, 8, 1, 0);

        assertThat(density(points, points, K)).isCloseTo(6.0 / 5, within(1e-12));
        assertThat(coverage(points, points, K)).isEqualTo(1);
    }

    /** On a line of whole numbers, to the second neighbour: x is in the balls of x - 1, x and x + 1, and an end's ball reaches two far. */
    @Test
    void countsBallsOnALineByHand() {
        float[][] line = line(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

        assertThat(density(line, line(5), 2)).isEqualTo(3.0 / 2);
        assertThat(coverage(line, line(5), 2)).isEqualTo(0.3);
        assertThat(density(line, line(5.25f), 2)).isEqualTo(2.0 / 2);
        assertThat(density(line, line(2, 100), 2)).isEqualTo(4.0 / 2 / 2);
        assertThat(coverage(line, line(2, 100), 2)).isEqualTo(0.4);
    }

    /** Where a ball leaves out its edge, nothing is in balls of radius 0. */
    @Test
    void aCopyCoversPicturesThatAreThereMoreThanKTimes() {
        float[][] often = IntStream.range(0, 20 * (K + 1))
                .mapToObj(i -> new float[] {i % 20})
                .toArray(float[][]::new);

        assertThat(coverage(often, often, K)).isEqualTo(1);
        assertThat(density(often, often, K)).isCloseTo(6.0 / 5, within(1e-12));
    }

    @Test
    void oneOddPictureCoversNothing() {
        float[][] real = Samples.correlated(300, 8, 1, 0);
        float[][] collapsed = new float[300][];
        Arrays.fill(collapsed, real[0]);

        assertThat(coverage(real, collapsed, K)).isLessThan(0.1);
        assertThat(coverage(real, Samples.correlated(300, 8, 1, 1_000), K)).isZero();
        assertThat(density(real, Samples.correlated(300, 8, 1, 1_000), K)).isZero();
    }

    @Property(tries = 30)
    void agreesWithTheNaiveVersion(
            @ForAll @IntRange(min = 7, max = 60) int reals, @ForAll @IntRange(max = 99) int seed) {
        float[][] real = Samples.correlated(reals, 3, seed, 0);
        float[][] generated = Samples.correlated(40, 3, seed, 0.5);
        int inside = 0;
        int covered = 0;
        for (float[] centre : real) {
            double[] others = Arrays.stream(real)
                    .filter(other -> other != centre)
                    .mapToDouble(other -> Samples.squaredDistance(centre, other))
                    .sorted()
                    .toArray();
            long members = Arrays.stream(generated)
                    .filter(image -> Samples.squaredDistance(centre, image) <= others[K - 1])
                    .count();
            inside += (int) members;
            covered += members > 0 ? 1 : 0;
        }

        assertThat(density(real, generated, K)).isCloseTo((double) inside / K / 40, within(1e-12));
        assertThat(coverage(real, generated, K)).isCloseTo((double) covered / reals, within(1e-12));
    }

    @Test
    void namesCarryTheNeighbourAndKindsTheirRange() {
        Map<Measure, Estimate> measured = new DensityCoverage(line(0, 1, 2, 3, 4, 5), K).measure(set(line(1)));

        assertThat(measured.keySet())
                .extracting(measure -> measure.metric("digits-2000"), Measure::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("density-digits-2000-k5", Measure.Kind.SCORE),
                        org.assertj.core.groups.Tuple.tuple("coverage-digits-2000-k5", Measure.Kind.SHARE));
        assertThatThrownBy(() -> new DensityCoverage(line(0, 1, 2, 3, 4), K))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double density(float[][] real, float[][] generated, int k) {
        return value("density", real, generated, k);
    }

    private static double coverage(float[][] real, float[][] generated, int k) {
        return value("coverage", real, generated, k);
    }

    private static double value(String measure, float[][] real, float[][] generated, int k) {
        return new DensityCoverage(real, k)
                .measure(set(generated)).entrySet().stream()
                        .filter(figure -> figure.getKey().name().equals(measure))
                        .mapToDouble(figure -> figure.getValue().value())
                        .sum();
    }

    private static FeatureSet set(float[][] vectors) {
        return new FeatureSet(vectors, new int[vectors.length], new int[vectors.length]);
    }

    private static float[][] line(float... points) {
        float[][] rows = new float[points.length][];
        for (int i = 0; i < points.length; i++) {
            rows[i] = new float[] {points[i]};
        }
        return rows;
    }
}

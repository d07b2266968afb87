package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrecisionRecallTest {
    @Test
    void countsPointsInsideBallsOnALine() {
        float[][] real = {{0}, {1}, {2}, {3}};
        float[][] generated = {{0.5f}, {1.5f}, {10}, {20}};

        // k = 1: real radii are 1 each; generated radii 1, 1, 8.5, 10
        PrecisionRecall.Result result = new PrecisionRecall(real, 1).of(generated);

        assertThat(result.precision()).isEqualTo(0.5);
        // 0 and 1 by the ball about 0.5, 2 by that about 1.5, 3 by that about 10
        assertThat(result.recall()).isEqualTo(1);
    }

    @Test
    void aCollapsedModelIsPreciseAndRecallsLittle() {
        float[][] real = Samples.independent(300, new double[4], new double[] {1, 1, 1, 1}, 1);
        float[][] collapsed = Samples.independent(300, new double[4], new double[] {0.05, 0.05, 0.05, 0.05}, 2);

        PrecisionRecall.Result result = new PrecisionRecall(real, 3).of(collapsed);

        assertThat(result.precision()).isEqualTo(1);
        assertThat(result.recall()).isLessThan(0.05);
    }

    @Test
    void aModelFarAwayHasNeither() {
        float[][] real = Samples.independent(50, new double[2], new double[] {1, 1}, 1);
        float[][] away = Samples.independent(50, new double[] {100, 100}, new double[] {1, 1}, 2);

        PrecisionRecall.Result result = new PrecisionRecall(real, 3).of(away);

        assertThat(result).isEqualTo(new PrecisionRecall.Result(0, 0));
    }

    @Property(tries = 20)
    void matchesTheDefinition(@ForAll long seed) {
        float[][] real = Samples.correlated(70, 7, seed, 0);
        float[][] generated = Samples.correlated(60, 7, seed, 0.5);

        PrecisionRecall.Result result = new PrecisionRecall(real, 3).of(generated);

        assertThat(result.precision()).isEqualTo(naiveCovered(generated, real, 3));
        assertThat(result.recall()).isEqualTo(naiveCovered(real, generated, 3));
    }

    @Test
    void needsMorePointsThanNeighbours() {
        assertThatThrownBy(() -> new PrecisionRecall(new float[3][2], 3)).hasMessageContaining("at least 4");
    }

    /** Share of {@code points} that lie in a ball of {@code manifold}, with sorts where the real one keeps the k smallest. */
    private static double naiveCovered(float[][] points, float[][] manifold, int k) {
        int covered = 0;
        for (float[] point : points) {
            boolean inside = false;
            for (float[] centre : manifold) {
                double[] distances = Arrays.stream(manifold)
                        .mapToDouble(other -> Samples.squaredDistance(centre, other))
                        .sorted()
                        .toArray();
                // the first is the centre itself
                inside |= Samples.squaredDistance(point, centre) <= distances[k];
            }
            covered += inside ? 1 : 0;
        }
        return (double) covered / points.length;
    }
}

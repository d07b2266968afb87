package io.genstream.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    @Property(tries = 30)
    void squaredDistanceMatchesTheSum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 13) int dimension) {
        float[][] rows = Samples.correlated(2, dimension, seed, 0);
        double expected = 0;
        for (int i = 0; i < dimension; i++) {
            expected += Math.pow((double) rows[0][i] - rows[1][i], 2);
        }

        float[] distances = new float[1];
        new Neighbours(new float[][] {rows[1]}).squared(rows[0], distances);
        assertThat((double) distances[0]).isCloseTo(expected, within(1e-5 * (1 + expected)));
    }

    @Property(tries = 5)
    void findsTheNearestAcrossBlocks(@ForAll long seed) {
        float[][] queries = Samples.correlated(20, 3, seed, 0);
        float[][] candidates = Samples.correlated(600, 3, seed + 1, 0);

        float[] nearest = new Neighbours(candidates).nearest(queries);

        for (int q = 0; q < queries.length; q++) {
            float expected = Float.POSITIVE_INFINITY;
            for (float[] candidate : candidates) {
                expected = Math.min(expected, Samples.squaredDistance(queries[q], candidate));
            }
            assertThat(nearest[q]).isEqualTo(expected);
        }
    }

    @Test
    void copiesHaveRatioZeroAndFreshDrawsRatioOne() {
        double[] deviations = {1, 2, 1, 3, 1};
        float[][] train = Samples.independent(800, new double[5], deviations, 1);
        float[][] unseen = Samples.independent(400, new double[5], deviations, 2);
        float[][] fresh = Samples.independent(400, new double[5], deviations, 3);
        NearestTrainingDistance distance = new NearestTrainingDistance(train, unseen);

        assertThat(distance.ratio(train)).isZero();
        assertThat(distance.ratio(unseen)).isEqualTo(1);
        assertThat(distance.ratio(fresh)).isBetween(0.85, 1.15);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMiddleOfTwo() {
        float[][] train = {{0}};
        NearestTrainingDistance distance = new NearestTrainingDistance(train, new float[][] {{1}, {3}});

        // medians: unseen (1 + 3) / 2 = 2, generated (1 + 7) / 2 = 4
        assertThat(distance.ratio(new float[][] {{7}, {1}})).isEqualTo(2);
    }
}

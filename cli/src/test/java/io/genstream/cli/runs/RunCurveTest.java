package io.genstream.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.cli.runs.RunCurve.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunCurveTest {
    @Test
    void stepsTakenAgainAfterARestartReplaceThoseBefore() {
        List<Point> points = new ArrayList<>();
        for (long step : new long[] {10, 20, 30, 40, 25, 35}) {
            RunCurve.append(points, new Point(step, 0, step * 32, 0, Instant.EPOCH, Map.of()));
        }

        assertThat(points).extracting(Point::step).containsExactly(10L, 20L, 25L, 35L);
    }
}

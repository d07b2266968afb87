package io.genstream.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    private final EarlyStopping stopping =
            new EarlyStopping(GateRules.defaults().withPatience(3));

    @Test
    void goesOnWhileTheDistanceFalls() {
        assertThat(reason(distances(10, 9, 8, 7, 6, 5, 4))).isEmpty();
    }

    @Test
    void stopsAfterPatienceCheckpointsWithinTheInterval() {
        assertThat(reason(distances(10, 5, 4.95, 5.05))).isEmpty();
        assertThat(reason(distances(10, 5, 4.95, 5.05, 4.9)))
                .contains(
                        "No improvement over 3 evaluated checkpoints: the best fd-digits-2000-none is still 5.000 of v1");
    }

    @Test
    void countsAnewAfterEachImprovement() {
        assertThat(reason(distances(10, 5, 5, 5, 4, 4, 4))).isEmpty();
        assertThat(reason(distances(10, 5, 5, 5, 4, 4, 4, 4))).isPresent();
    }

    @Test
    void seesProgressInSmallStepsThatAddUp() {
        assertThat(reason(distances(5, 4.9, 4.8, 4.7, 4.6, 4.5, 4.4, 4.3))).isEmpty();
    }

    @Test
    void takesABetterAgreementForProgress() {
        List<Measured> run = Stream.of(0.90, 0.92, 0.94, 0.96, 0.98)
                .map(agreement -> Measured.of("v", 5).agreement(agreement))
                .toList();
        assertThat(reason(run)).isEmpty();
    }

    @Test
    void stopsARunWhoseDistanceCollapsed() {
        assertThat(reason(distances(10, 2, 5))).isEmpty();
        assertThat(reason(distances(10, 2, 6.2))).hasValueSatisfying(r -> assertThat(r)
                .startsWith("Collapsed: fd-digits-2000-none of v2 is 6.200, more than 3.00 times"));
    }

    @Test
    void stopsARunWhoseRecallCollapsed() {
        List<Measured> run = new ArrayList<>(distances(10, 5));
        run.add(Measured.of("v2", 4).recall(0.05));
        assertThat(reason(run)).hasValueSatisfying(r -> assertThat(r).contains("recall"));
    }

    @Test
    void letsAYoungModelHaveLittleRecall() {
        List<Measured> run = Stream.of(0.0, 0.01, 0.02)
                .map(recall -> Measured.of("v", 10 - 100 * recall).recall(recall))
                .toList();
        assertThat(reason(run)).isEmpty();
    }

    @Test
    void neverStopsWithoutPatience() {
        var never = new EarlyStopping(GateRules.defaults().withPatience(0));
        List<VersionFigures> flat =
                Stream.generate(() -> Measured.of("v", 5).figures()).limit(100).toList();
        assertThat(never.reasonToStop(flat)).isEmpty();
        assertThat(stopping.reasonToStop(flat)).isPresent();
    }

    private Optional<String> reason(List<Measured> run) {
        return stopping.reasonToStop(run.stream().map(Measured::figures).toList());
    }

    private static List<Measured> distances(double... values) {
        List<Measured> run = new ArrayList<>();
        for (double value : values) {
            run.add(Measured.of("v" + run.size(), value));
        }
        return run;
    }
}

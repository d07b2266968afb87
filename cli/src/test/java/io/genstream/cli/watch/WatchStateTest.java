package io.genstream.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchStateTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final WatchState state = new WatchState();

    @Test
    void showsRunsDistancesAndRollOuts() throws Exception {
        state.apply(frame("runs", "r1", "{'runId':'r1','state':'RUNNING','startedAt':'2026'}"));
        state.apply(frame(
                "training-progress",
                "r1",
                "{'runId':'r1','imagesSeen':500,'targetImages':1000,'imagesPerSecond':250,'etaSeconds':2,"
                        + "'losses':{'generator':1.5}}"));
        distance("v1", 100);
        distance("v2", 10);
        state.apply(frame("evaluations", "m/v2/fd-x-relative", evaluation("v2", "fd-x-relative", 0.5)));
        state.apply(frame("model-rollouts", "m", "{'model':'m','stable':'v2','policy':'AUTO'}"));
        List<String> lines = View.lines(state, 12.5);
        assertThat(lines.get(0)).isEqualTo("training 250.0 img/s   serving 12.50 img/s");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("r1")
                        && line.contains("██████░░░░░░  50 %")
                        && line.contains("0:02")
                        && line.contains("generator 1.500"));
        assertThat(lines)
                .anyMatch(line -> line.startsWith("m ")
                        && line.contains("fd-x")
                        && line.contains("10.00")
                        && line.endsWith("█▁"));
    }

    @Test
    void forgetsWhatIsDeleted() throws Exception {
        distance("v1", 100);
        state.apply(frame("evaluations", "m/v1/fd-x", "null"));
        state.apply(frame("runs", "r1", "{'runId':'r1','state':'FAILED'}"));
        state.apply(frame("runs", "r1", "null"));
        assertThat(state.distances("m")).isEmpty();
        assertThat(state.runs()).isEmpty();
    }

    @Test
    void sparklinesAreLogarithmicAndEndWithTheNewest() {
        assertThat(Sparkline.of(List.of(1d, 10d, 100d), 10)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(5d, 100d, 1d), 2)).isEqualTo("█▁");
        assertThat(Sparkline.of(List.of(3d, 3d), 2)).isEqualTo("▁▁");
        assertThat(Sparkline.of(List.of(), 5)).isEmpty();
    }

    @Test
    void newsIsALineAndProgressIsThinned() throws Exception {
        EventLines news = new EventLines(() -> 0);
        JsonNode progress = frame("training-progress", "r1", "{'runId':'r1','imagesSeen':5,'targetImages':10}");
        assertThat(news.of(progress))
                .hasValueSatisfying(line -> assertThat(line).contains("5 of 10 images"));
        assertThat(news.of(progress)).isEmpty();
        assertThat(news.of(frame("evaluations", "k", evaluation("v1", "fd-x", 2))))
                .hasValueSatisfying(line -> assertThat(line).endsWith("m v1 has fd-x 2.000"));
        assertThat(news.of(frame("evaluations", "k", evaluation("v1", "recall-x", 2))))
                .isEmpty();
    }

    @Test
    void servingRateSumsTheLanes() {
        assertThat(ServingRate.total("a 1\ngenstream_inference_images_total{lane=\"users\"} 3.0\n"
                        + "genstream_inference_images_total{lane=\"evaluations\"} 4.0\n"))
                .isEqualTo(7);
        assertThat(ServingRate.total("other 1\n")).isNaN();
    }

    private void distance(String version, double value) throws Exception {
        state.apply(frame("evaluations", "m/" + version + "/fd-x", evaluation(version, "fd-x", value)));
    }

    private static String evaluation(String version, String metric, double value) {
        String measure = metric.equals("fd-x") ? "frechet-distance" : "another";
        return "{'model':'m','version':'" + version + "','metric':'" + metric + "','measure':'" + measure + "','value':"
                + value + "}";
    }

    private JsonNode frame(String topic, String key, String value) throws Exception {
        String json = "{'topic':'" + topic + "','key':'" + key + "','at':'2026-11-22T06:00:00Z','value':" + value + "}";
        return mapper.readTree(json.replace('\'', '"'));
    }
}

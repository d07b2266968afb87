package io.genstream.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Property
    void thinnedCurveKeepsBothEndsAndEvenSteps(
            @ForAll @IntRange(min = 1, max = 5_000) int points, @ForAll @IntRange(min = 4, max = 100) int limit) {
        CurveHistory history = new CurveHistory(4, limit);
        for (int i = 0; i < points; i++) {
            history.add(frame("training-progress", "run", Integer.toString(i)));
        }

        List<Integer> kept = texts(history).stream().map(Integer::valueOf).toList();

        assertThat(kept)
                .hasSizeLessThanOrEqualTo(limit)
                .startsWith(0)
                .endsWith(points - 1)
                .isSorted();
        assertThat(kept.size()).isGreaterThanOrEqualTo(Math.min(points, limit / 2));
        int stride = kept.size() > 1 ? kept.get(1) - kept.get(0) : 1;
        for (int i = 1; i < kept.size() - 1; i++) {
            assertThat(kept.get(i) - kept.get(i - 1)).isEqualTo(stride);
        }
    }

    @Test
    void eldestCurveGoesFirst() {
        CurveHistory history = new CurveHistory(2, 10);
        List.of("a", "b", "c").forEach(key -> history.add(frame("training-progress", key, key)));

        assertThat(texts(history)).containsExactly("b", "c");
    }

    @Test
    void keyedHistoryHoldsTheLastOfEachKeyAndForgetsDeletedOnes() {
        KeyedHistory history = new KeyedHistory(2);
        history.add(frame("runs", "a", "a1"));
        history.add(frame("runs", "b", "b1"));
        history.add(frame("runs", "a", "a2"));
        assertThat(texts(history)).containsExactly("b1", "a2");

        history.add(frame("runs", "c", "c1"));
        assertThat(texts(history)).containsExactly("a2", "c1");

        history.add(new Frame("runs", "a", true, "gone"));
        assertThat(texts(history)).containsExactly("c1");
    }

    @Test
    void recentHistoryHoldsTheLastFrames() {
        RecentHistory history = new RecentHistory(3);
        for (int i = 0; i < 5; i++) {
            history.add(frame("previews", "m", Integer.toString(i)));
        }

        assertThat(texts(history)).containsExactly("2", "3", "4");
    }

    private static Frame frame(String topic, String key, String text) {
        return new Frame(topic, key, false, text);
    }

    private static List<String> texts(History history) {
        List<String> texts = new ArrayList<>();
        history.forEach(frame -> texts.add(frame.text()));
        return texts;
    }
}

package io.genstream.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    @Test
    void latestPictureReplacesOlderOneOfSameModel() {
        FrameQueue queue = new FrameQueue(3);
        offer(queue, "previews", "a", "a1");
        offer(queue, "previews", "b", "b1");
        offer(queue, "runs", "r", "r1");

        offer(queue, "previews", "b", "b2");

        assertThat(drain(queue)).containsExactly("a1", "r1", "b2");
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void picturesMakeRoomForWhatMustNotBeLost() {
        FrameQueue queue = new FrameQueue(2);
        offer(queue, "previews", "a", "a1");
        offer(queue, "runs", "r", "r1");

        offer(queue, "rollout-decisions", "d", "d1");

        assertThat(drain(queue)).containsExactly("r1", "d1");
    }

    @Test
    void refusesWhatMustNotBeLostWhenThereIsNoRoom() {
        FrameQueue queue = new FrameQueue(1);
        offer(queue, "runs", "r", "r1");

        assertThat(queue.offer(new Frame("runs", "s", false, "s1"))).isFalse();
        assertThat(queue.offer(new Frame("previews", "a", false, "a1")))
                .as("a picture is just dropped")
                .isTrue();
        assertThat(drain(queue)).containsExactly("r1");
    }

    @Test
    void historyComesFirstAndDoesNotCount() {
        FrameQueue queue = new FrameQueue(1);
        offer(queue, "runs", "r", "news");
        queue.addHistory(List.of(new Frame("runs", "a", false, "h1"), new Frame("runs", "b", false, "h2")));

        assertThat(drain(queue)).containsExactly("h1", "h2", "news");
    }

    private static void offer(FrameQueue queue, String topic, String key, String text) {
        assertThat(queue.offer(new Frame(topic, key, false, text))).isTrue();
    }

    private static List<String> drain(FrameQueue queue) {
        List<String> texts = new ArrayList<>();
        for (Frame frame = queue.poll(); frame != null; frame = queue.poll()) {
            texts.add(frame.text());
        }
        return texts;
    }
}

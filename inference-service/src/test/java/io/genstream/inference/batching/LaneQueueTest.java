package io.genstream.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LaneQueueTest {
    private static final int BATCH = 8;

    private final LaneQueue<Work> queue = new LaneQueue<>();

    @Test
    void letsASingleImageThroughBesideALargeRequest() {
        Work large = new Work(0, 1024);
        Work single = new Work(0, 1);
        queue.add(large);
        drain();
        queue.add(single);

        assertThat(drain()).filteredOn(slot -> slot.work() == single).hasSize(1);
    }

    @Test
    void servesHigherPrioritiesFirst() {
        Work low = new Work(0, 3);
        Work high = new Work(7, 3);
        queue.add(low);
        queue.add(high);

        assertThat(drain()).extracting(Slot::work).containsExactly(high, high, high, low, low, low);
    }

    @Test
    void handsBackWhatIsNotWantedAnyMore() {
        Work unwanted = new Work(0, 3);
        unwanted.wanted = false;
        queue.add(unwanted);
        List<Work> dropped = new ArrayList<>();
        List<Slot<Work>> slots = new ArrayList<>();
        queue.drain(BATCH, Instant.EPOCH, slots, dropped);

        assertThat(slots).isEmpty();
        assertThat(dropped).containsExactly(unwanted);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Property(tries = 300)
    void makesEveryImageOnceAndKeepsRequestsWithinOneImageOfEachOther(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 50) Integer> counts) {
        LaneQueue<Work> fresh = new LaneQueue<>();
        List<Work> works = counts.stream().map(count -> new Work(0, count)).toList();
        works.forEach(fresh::add);
        Map<Work, Integer> taken = new HashMap<>();
        while (!fresh.isEmpty()) {
            List<Slot<Work>> slots = new ArrayList<>();
            fresh.drain(BATCH, Instant.EPOCH, slots, new ArrayList<>());
            assertThat(slots).hasSizeBetween(1, BATCH);
            for (Slot<Work> slot : slots) {
                assertThat(slot.image()).isEqualTo(taken.merge(slot.work(), 1, Integer::sum) - 1);
            }
            int most = taken.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            for (Work work : works) {
                int got = taken.getOrDefault(work, 0);
                assertThat(got).isGreaterThanOrEqualTo(Math.min(work.count, most - 1));
            }
        }
        works.forEach(work -> assertThat(taken).containsEntry(work, work.count));
    }

    private List<Slot<Work>> drain() {
        List<Slot<Work>> slots = new ArrayList<>();
        queue.drain(BATCH, Instant.EPOCH, slots, new ArrayList<>());
        return slots;
    }

    private static final class Work implements ImageWork {
        private final int priority;
        private final int count;
        private int next;
        private boolean wanted = true;

        Work(int priority, int count) {
            this.priority = priority;
            this.count = count;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public int untaken() {
            return count - next;
        }

        @Override
        public int takeNext() {
            return next++;
        }

        @Override
        public boolean wanted(Instant now) {
            return wanted;
        }
    }
}

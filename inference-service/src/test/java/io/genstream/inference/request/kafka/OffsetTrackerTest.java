package io.genstream.inference.request.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
    @Test
    void hasNothingToCommitBeforeTheFirstRecord() {
        assertThat(new OffsetTracker().committable()).isEmpty();
    }

    @Test
    void waitsForTheFirstUnfinishedRecord() {
        OffsetTracker tracker = new OffsetTracker();
        tracker.started(5);
        tracker.started(6);
        tracker.finished(6);

        assertThat(tracker.committable()).hasValue(5);
    }

    @Test
    void doesNotCommitARecordThatWasGivenBack() {
        OffsetTracker tracker = new OffsetTracker();
        tracker.started(5);
        tracker.finished(5);
        tracker.started(6);
        tracker.withdrawn(6);

        assertThat(tracker.committable()).hasValue(6);
    }

    /** Against the definition: nothing at or above the committed offset is finished-and-forgotten, nothing below is open. */
    @Property(tries = 500)
    void commitsExactlyWhatIsFinishedInAnyOrderOfFinishing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) {
        Random random = new Random(seed);
        OffsetTracker tracker = new OffsetTracker();
        Set<Long> open = new HashSet<>();
        long next = 100;
        boolean any = false;
        for (int i = 0; i < steps; i++) {
            int kind = random.nextInt(4);
            if (kind < 2 || open.isEmpty()) {
                next += 1 + random.nextInt(3); // transaction markers leave gaps
                tracker.started(next);
                any = true;
                if (random.nextInt(5) == 0) {
                    tracker.withdrawn(next);
                    next--;
                } else {
                    open.add(next);
                }
            } else {
                List<Long> candidates = new ArrayList<>(open);
                long done = candidates.get(random.nextInt(candidates.size()));
                open.remove(done);
                tracker.finished(done);
            }
            long expected = open.stream().mapToLong(Long::longValue).min().orElse(next + 1);
            assertThat(tracker.committable()).isEqualTo(any ? OptionalLong.of(expected) : OptionalLong.empty());
        }
    }
}

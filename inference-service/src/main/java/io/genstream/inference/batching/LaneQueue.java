package io.genstream.inference.batching;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The requests of one version in one lane. Higher priorities go first; within a priority, requests take turns image by image
 * (round robin, Nagle 1987), so that a request of 1,024 images does not hold up one of a single image. Not thread-safe.
 */
final class LaneQueue<W extends ImageWork> {
    private final NavigableMap<Integer, ArrayDeque<W>> byPriority = new TreeMap<>(Comparator.reverseOrder());

    void add(W work) {
        byPriority.computeIfAbsent(work.priority(), p -> new ArrayDeque<>()).add(work);
    }

    boolean isEmpty() {
        return byPriority.isEmpty();
    }

    /**
     * Takes up to {@code max} images.
     *
     * @param slots receives them
     * @param unwanted receives requests that were met and are not wanted any more; they leave the queue
     */
    void drain(int max, Instant now, List<Slot<W>> slots, List<W> unwanted) {
        while (slots.size() < max && !byPriority.isEmpty()) {
            ArrayDeque<W> turns = byPriority.firstEntry().getValue();
            W work = turns.remove();
            if (work.wanted(now)) {
                slots.add(new Slot<>(work, work.takeNext()));
                if (work.untaken() > 0) {
                    turns.add(work);
                }
            } else {
                unwanted.add(work);
            }
            if (turns.isEmpty()) {
                byPriority.pollFirstEntry();
            }
        }
    }

    /** Empties the queue. */
    void drainAll(List<W> into) {
        byPriority.values().forEach(into::addAll);
        byPriority.clear();
    }
}

package io.genstream.inference.batching;

import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RequestRules;
import io.genstream.inference.version.ServedVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The bounded queue of one version: a lane for users, one for evaluations. What counts against the limit is every image of a
 * request until the whole request is delivered, so that the limit bounds memory, too. Not thread-safe: the scheduler's lock
 * guards it.
 */
final class VersionQueue {
    private final ServedVersion version;
    private final long imagesMax;
    private final Map<Lane, LaneQueue<RequestJob>> lanes = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> unfinished = new EnumMap<>(Lane.class);

    VersionQueue(ServedVersion version, QueueLimits limits) {
        this.version = version;
        long imageBytes = RequestRules.imageBytes(version.known().card());
        this.imagesMax = Math.max(1, Math.min(limits.images(), limits.bytes() / imageBytes));
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneQueue<>());
            unfinished.put(lane, 0);
        }
    }

    ServedVersion version() {
        return version;
    }

    LaneQueue<RequestJob> lane(Lane lane) {
        return lanes.get(lane);
    }

    /** An empty queue takes any request: a valid one must not wait for ever. */
    boolean hasRoomFor(RequestJob job) {
        int held = unfinished.get(job.lane());
        return held == 0 || held + job.images() <= imagesMax;
    }

    void add(RequestJob job) {
        unfinished.merge(job.lane(), job.images(), Integer::sum);
        lanes.get(job.lane()).add(job);
    }

    void finished(RequestJob job) {
        unfinished.merge(job.lane(), -job.images(), Integer::sum);
    }

    int unfinished(Lane lane) {
        return unfinished.get(lane);
    }

    boolean idle() {
        return unfinished.values().stream().allMatch(images -> images == 0);
    }

    void drainAll(List<RequestJob> into) {
        lanes.values().forEach(lane -> lane.drainAll(into));
    }
}

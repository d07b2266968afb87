package io.genstream.gateway.generation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A request under way in this gateway. Fed by the tail's and the outcomes' threads, swept by an event loop. Thread-safe. */
interface Pending {
    GenerationOrder order();

    /** Images that it may hold in memory. */
    int heldImages();

    /** Images that have come so far. */
    int received();

    /** Takes what is new in the batch; true once the request is done with. */
    boolean add(MadeBatch batch);

    /** Notes that a record's batches are all written. */
    void conclude(PartOutcome outcome, Instant now);

    /** Records whose batches were all written before {@code instant} and yet are missing here; each is told once. */
    List<PartOutcome> lost(Instant instant);

    /** Whether images of these records are still not here. */
    boolean misses(List<PartOutcome> outcomes);

    boolean overdue(Instant now, Duration timeout);

    void fail(Throwable error);
}

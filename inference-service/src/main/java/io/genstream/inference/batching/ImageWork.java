package io.genstream.inference.batching;

import java.time.Instant;

/** A request as the queue sees it: so many images, to be taken one by one. The queue's owner guards it by a lock. */
interface ImageWork {
    /** Higher goes first within a lane. */
    int priority();

    int untaken();

    /** Index of the next image, relative to the record's first. */
    int takeNext();

    /** False where the images are of no use any more: cancelled, failed or overdue. */
    boolean wanted(Instant now);
}

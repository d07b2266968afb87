package io.genstream.inference.batching;

import io.genstream.inference.request.Lane;
import io.genstream.inference.version.ServedVersion;
import java.util.List;

/**
 * What a worker takes at once.
 *
 * @param slots images to make in one run; may be empty
 * @param unwanted requests that left the queue unmade; the worker concludes them
 */
record Batch(ServedVersion version, Lane lane, List<Slot<RequestJob>> slots, List<RequestJob> unwanted) {}

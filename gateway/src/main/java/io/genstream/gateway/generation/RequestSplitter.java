package io.genstream.gateway.generation;

import io.genstream.gateway.generation.GenerationOrder.Part;
import java.util.ArrayList;
import java.util.List;

/** Cuts a request into records, and says how many images an answer record holds. Stateless. */
final class RequestSplitter {
    /** The contract's limit for one record. */
    static final int MAX_RECORD_IMAGES = 1_024;

    /** Keeps an answer record well below the brokers' usual limits, and its latency low. */
    static final int MAX_BATCH_BYTES = 512 << 10;

    private RequestSplitter() {}

    /** Of one record of a streamed request, so that the few that are under way take little memory. */
    static final int MAX_STREAMED_BYTES = 4 << 20;

    /** Every record but the last holds whole batches. */
    static List<Part> split(int count, int batchImages) {
        return split(count, batchImages, MAX_RECORD_IMAGES);
    }

    /** The same for a streamed request: records are smaller where images are large. */
    static List<Part> splitStreamed(int count, int batchImages, long imageBytes) {
        long fit = Math.max(batchImages, MAX_STREAMED_BYTES / imageBytes);
        return split(count, batchImages, (int) Math.min(MAX_RECORD_IMAGES, fit));
    }

    private static List<Part> split(int count, int batchImages, int recordImages) {
        int whole = recordImages / batchImages * batchImages;
        List<Part> parts = new ArrayList<>();
        for (int first = 0; first < count; first += whole) {
            parts.add(new Part(first, Math.min(whole, count - first)));
        }
        return parts;
    }

    /** At least one image, and less than {@link #MAX_BATCH_BYTES} of pixels where more than one. */
    static int batchImages(int wanted, long imageBytes) {
        long fit = Math.max(1, (MAX_BATCH_BYTES - 1) / imageBytes);
        return (int) Math.max(1, Math.min(Math.min(wanted, MAX_RECORD_IMAGES), fit));
    }
}

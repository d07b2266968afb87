package io.genstream.inference.request;

/**
 * Which record of which request, and what it asked for: enough to tell its end.
 *
 * @param model empty where none was named
 */
public record RequestIdentity(String requestId, long firstImage, int count, long requestImages, String model) {
    /** Key of its outcome: one a record, since a split request has several. */
    public String outcomeKey() {
        return requestId + "/" + firstImage;
    }
}

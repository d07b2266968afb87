package io.genstream.inference.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Ids of cancelled requests, the newest {@link #LIMIT} of them, so that a record that comes after its cancellation is not
 * served. At the limit the oldest is forgotten; its request is then merely served in vain. Thread-safe.
 */
public final class Cancellations {
    static final int LIMIT = 10_000;

    private final Set<String> ids = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > LIMIT;
        }
    }));

    public void add(String requestId) {
        ids.add(requestId);
    }

    public boolean contains(String requestId) {
        return ids.contains(requestId);
    }
}

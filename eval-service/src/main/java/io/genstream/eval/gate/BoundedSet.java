package io.genstream.eval.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Sets that forget their oldest member when they are full. */
final class BoundedSet {
    private BoundedSet() {}

    static <T> Set<T> ofAtMost(int limit) {
        return Collections.newSetFromMap(new LinkedHashMap<T, Boolean>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
                return size() > limit;
            }
        });
    }
}

package io.genstream.trainer.testing;

import ai.djl.ndarray.BaseNDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Tensors and managers alive under a manager; the engine offers no public count. */
public final class NativeResources {
    private NativeResources() {}

    public static long count(AutoCloseable resource) {
        if (!(resource instanceof BaseNDManager manager)) {
            return 1;
        }
        try {
            Field field = BaseNDManager.class.getDeclaredField("resources");
            field.setAccessible(true);
            long count = 1;
            for (Object child : ((Map<?, ?>) field.get(manager)).values()) {
                count += count((AutoCloseable) child);
            }
            return count;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the engine keeps its resources elsewhere now", e);
        }
    }
}

package io.genstream.gateway.generation;

import io.genstream.gateway.views.Rollout;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** Chooses between the stable version and the canary by the request's id, so that a repeat gets the same. Stateless. */
final class CanaryShare {
    private static final int PERCENT = 100;

    private CanaryShare() {}

    static Optional<String> version(Rollout rollout, String requestId) {
        boolean canary = rollout.canary().isPresent() && bucket(requestId) < rollout.canaryPercent();
        return canary ? rollout.canary() : rollout.stable();
    }

    /** 0 to 99. */
    static int bucket(String requestId) {
        CRC32 hash = new CRC32();
        hash.update(requestId.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % PERCENT);
    }
}

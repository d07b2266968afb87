package io.genstream.trainer.checkpoint;

import io.genstream.schemas.ArtifactHandle;
import java.util.Map;
import java.util.Optional;

/**
 * A published checkpoint, without its card.
 *
 * @param runId empty where the version was registered from outside
 * @param artifacts by role
 */
public record StoredCheckpoint(
        String model,
        String version,
        Optional<String> runId,
        Optional<String> recipe,
        long revision,
        Map<String, ArtifactHandle> artifacts,
        long step,
        long imagesSeen) {
    public StoredCheckpoint {
        artifacts = Map.copyOf(artifacts);
    }

    /** Whether a trainer made it; others are not ours to delete. */
    public boolean trained() {
        return runId.isPresent();
    }
}

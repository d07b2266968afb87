package io.genstream.gateway.views;

import io.genstream.model.card.ModelCard;
import io.genstream.schemas.ArtifactHandle;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * One checkpoint.
 *
 * @param generator whether images can be asked of it
 * @param artifacts by role
 * @param document the checkpoint as clients see it; shared, nobody changes it
 */
public record ModelVersion(
        String model,
        String version,
        boolean generator,
        ModelCard card,
        Map<String, ArtifactHandle> artifacts,
        JsonObject document) {
    public ModelVersion {
        artifacts = Map.copyOf(artifacts);
    }
}

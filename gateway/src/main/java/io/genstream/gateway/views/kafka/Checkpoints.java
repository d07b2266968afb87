package io.genstream.gateway.views.kafka;

import io.genstream.gateway.views.ModelVersion;
import io.genstream.gateway.views.Rollout;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.schemas.ArtifactHandle;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.ModelRollout;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Checkpoints and roll-outs from Avro. Stateless. */
final class Checkpoints {
    private Checkpoints() {}

    static ModelVersion version(Checkpoint checkpoint) {
        return new ModelVersion(
                checkpoint.getModel(),
                checkpoint.getVersion(),
                checkpoint.getKind() == CheckpointKind.GENERATOR,
                ModelCards.fromAvro(checkpoint.getCard()),
                ArtifactHandle.byRole(checkpoint.getArtifacts()),
                document(checkpoint));
    }

    /** Label rows are for drawing conditions: there may be thousands, and no page shows them. */
    static JsonObject document(Checkpoint checkpoint) {
        JsonObject json = AvroJson.of(checkpoint);
        JsonObject card = json.getJsonObject("card");
        Object rows = card.remove("labelRows");
        card.put("labelRowCount", rows instanceof JsonArray array ? array.size() : 0);
        return json;
    }

    static Rollout rollout(ModelRollout rollout) {
        return new Rollout(
                rollout.getModel(),
                Optional.ofNullable(rollout.getStable()),
                Optional.ofNullable(rollout.getCanary()),
                rollout.getCanaryPercent(),
                Optional.ofNullable(rollout.getShadow()),
                rollout.getRevision(),
                AvroJson.of(rollout));
    }
}

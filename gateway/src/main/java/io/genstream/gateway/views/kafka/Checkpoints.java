package io.genstream.gateway.views.kafka;

import io.genstream.gateway.views.ArtifactPlace;
import io.genstream.gateway.views.ModelVersion;
import io.genstream.gateway.views.Rollout;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.schemas.avro.ArtifactRef;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.ModelRollout;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checkpoints and roll-outs from Avro. Stateless. */
final class Checkpoints {
    private Checkpoints() {}

    static ModelVersion version(Checkpoint checkpoint) {
        Map<String, ArtifactPlace> artifacts = new TreeMap<>();
        checkpoint.getArtifacts().forEach((role, ref) -> artifacts.put(role, place(ref)));
        return new ModelVersion(
                checkpoint.getModel(),
                checkpoint.getVersion(),
                checkpoint.getKind() == CheckpointKind.GENERATOR,
                ModelCards.fromAvro(checkpoint.getCard()),
                artifacts,
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

    static ArtifactRef ref(ArtifactPlace place) {
        return ArtifactRef.newBuilder()
                .setSha256(place.sha256())
                .setSize(place.size())
                .setChunks(place.chunks())
                .setPartition(place.partition())
                .setFirstOffset(place.firstOffset())
                .setLastOffset(place.lastOffset())
                .build();
    }

    private static ArtifactPlace place(ArtifactRef ref) {
        return new ArtifactPlace(
                ref.getSha256(),
                ref.getSize(),
                ref.getChunks(),
                ref.getPartition(),
                ref.getFirstOffset(),
                ref.getLastOffset());
    }
}

package io.genstream.inference.version.kafka;

import io.genstream.inference.version.KnownVersion;
import io.genstream.inference.version.ModelFile;
import io.genstream.inference.version.Rollout;
import io.genstream.inference.version.VersionKey;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.schemas.avro.ArtifactRef;
import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.ModelRollout;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Checkpoints and roll-outs between their Avro and their domain form. Stateless. */
final class VersionRecords {
    private static final String GENERATOR_ROLE = "generator";

    private VersionRecords() {}

    static KnownVersion version(Checkpoint checkpoint) {
        Optional<ModelFile> generator = checkpoint.getKind() == CheckpointKind.GENERATOR
                ? Optional.ofNullable(checkpoint.getArtifacts().get(GENERATOR_ROLE))
                        .map(VersionRecords::file)
                : Optional.empty();
        return new KnownVersion(
                new VersionKey(checkpoint.getModel(), checkpoint.getVersion()),
                ModelCards.fromAvro(checkpoint.getCard()),
                generator);
    }

    static Rollout rollout(ModelRollout rollout) {
        return new Rollout(
                rollout.getModel(),
                Optional.ofNullable(rollout.getStable()),
                Stream.of(rollout.getCanary(), rollout.getShadow())
                        .filter(Objects::nonNull)
                        .toList());
    }

    static ArtifactRef ref(ModelFile file) {
        return ArtifactRef.newBuilder()
                .setSha256(file.sha256())
                .setSize(file.size())
                .setChunks(file.chunks())
                .setPartition(file.partition())
                .setFirstOffset(file.firstOffset())
                .setLastOffset(file.lastOffset())
                .build();
    }

    private static ModelFile file(ArtifactRef ref) {
        return new ModelFile(
                ref.getSha256(),
                ref.getSize(),
                ref.getChunks(),
                ref.getPartition(),
                ref.getFirstOffset(),
                ref.getLastOffset());
    }
}

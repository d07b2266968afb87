package io.genstream.inference.version.kafka;

import io.genstream.inference.version.KnownVersion;
import io.genstream.inference.version.RolledOut;
import io.genstream.inference.version.VersionKey;
import io.genstream.model.card.kafka.ModelCards;
import io.genstream.schemas.ArtifactHandle;
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
        Optional<ArtifactHandle> generator = checkpoint.getKind() == CheckpointKind.GENERATOR
                ? Optional.ofNullable(checkpoint.getArtifacts().get(GENERATOR_ROLE))
                        .map(ArtifactHandle::of)
                : Optional.empty();
        return new KnownVersion(
                new VersionKey(checkpoint.getModel(), checkpoint.getVersion()),
                ModelCards.fromAvro(checkpoint.getCard()),
                generator);
    }

    static RolledOut rollout(ModelRollout rollout) {
        return new RolledOut(
                rollout.getModel(),
                Optional.ofNullable(rollout.getStable()),
                Stream.of(rollout.getCanary(), rollout.getShadow())
                        .filter(Objects::nonNull)
                        .toList());
    }
}

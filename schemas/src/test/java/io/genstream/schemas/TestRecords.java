package io.genstream.schemas;

import io.genstream.schemas.avro.Checkpoint;
import io.genstream.schemas.avro.CheckpointKind;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.ModelCard;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records for tests. */
final class TestRecords {
    private TestRecords() {}

    static Checkpoint checkpoint(String model, String version) {
        ModelCard card = ModelCard.newBuilder()
                .setInputs(List.of())
                .setOutputs(List.of())
                .setHeight(32)
                .setWidth(32)
                .setChannels(1)
                .setLabelKind(LabelKind.NONE)
                .build();
        return Checkpoint.newBuilder()
                .setModel(model)
                .setVersion(version)
                .setKind(CheckpointKind.GENERATOR)
                .setCard(card)
                .setArtifacts(Map.of())
                .setAt(Instant.ofEpochMilli(0))
                .build();
    }
}

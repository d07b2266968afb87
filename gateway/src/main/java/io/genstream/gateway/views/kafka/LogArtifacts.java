package io.genstream.gateway.views.kafka;

import io.genstream.gateway.views.ArtifactPlace;
import io.genstream.schemas.ArtifactReader;
import io.genstream.schemas.KafkaConnection;
import java.util.function.Function;

/** Reads artifacts out of the log. Blocks: called on the worker pool. Thread-safe. */
public final class LogArtifacts implements Function<ArtifactPlace, byte[]> {
    private final ArtifactReader reader;

    public LogArtifacts(KafkaConnection connection, String clientId) {
        this.reader = new ArtifactReader(connection, clientId);
    }

    /** @throws io.genstream.schemas.ArtifactException if the bytes cannot be had whole */
    @Override
    public byte[] apply(ArtifactPlace place) {
        return reader.read(Checkpoints.ref(place));
    }
}

package io.genstream.gateway.generation;

import io.genstream.gateway.views.ModelRegistry;
import io.genstream.gateway.views.ModelVersion;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The media types that images are offered in. Stateless. */
final class ResultForms {
    static final String TAR = "application/x-tar";
    static final String NPZ = "application/x-npz";
    static final String AVRO = "avro/binary";
    /** In order of preference. */
    static final List<String> TYPES = List.of(ResultRenderer.JSON, ResultRenderer.PNG, TAR, NPZ, AVRO);

    private static final Set<String> STREAMED = Set.of(TAR, NPZ, AVRO);

    private final ModelRegistry models;
    private final Supplier<ResultWriter> avro;

    ResultForms(ModelRegistry models, Supplier<ResultWriter> avro) {
        this.avro = avro;
        this.models = models;
    }

    /** Whether answers of this type are written piece by piece. */
    static boolean streamed(String type) {
        return STREAMED.contains(type);
    }

    /** @param first batch of the answer, which names the version */
    ResultWriter open(String type, MadeBatch first) {
        return switch (type) {
            case TAR ->
                new TarWriter(models.version(first.model(), first.version()).map(ModelVersion::card));
            case NPZ -> new NpzWriter();
            case AVRO -> avro.get();
            default -> throw new IllegalArgumentException(type + " is not streamed");
        };
    }
}

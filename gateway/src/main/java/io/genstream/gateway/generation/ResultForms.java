package io.genstream.gateway.generation;

import io.genstream.gateway.generation.kafka.ContainerWriter;
import io.genstream.gateway.views.Catalogue;
import io.genstream.gateway.views.ModelVersion;
import java.util.List;
import java.util.Set;

/** The media types that images are offered in. Stateless. */
final class ResultForms {
    static final String TAR = "application/x-tar";
    static final String NPZ = "application/x-npz";
    static final String AVRO = "avro/binary";
    /** In order of preference. */
    static final List<String> TYPES = List.of(ResultRenderer.JSON, ResultRenderer.PNG, TAR, NPZ, AVRO);

    private static final Set<String> STREAMED = Set.of(TAR, NPZ, AVRO);

    private final Catalogue catalogue;

    ResultForms(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Whether answers of this type are written piece by piece. */
    static boolean streamed(String type) {
        return STREAMED.contains(type);
    }

    /** @param first batch of the answer, which names the version */
    ResultWriter open(String type, MadeBatch first) {
        return switch (type) {
            case TAR ->
                new TarWriter(catalogue.version(first.model(), first.version()).map(ModelVersion::card));
            case NPZ -> new NpzWriter();
            case AVRO -> new ContainerWriter();
            default -> throw new IllegalArgumentException(type + " is not streamed");
        };
    }
}

package io.genstream.gateway.generation;

import io.genstream.gateway.views.ModelRegistry;
import io.genstream.gateway.views.ModelVersion;
import io.genstream.model.card.ModelCard;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The media types that images are offered in. Thread-safe. */
final class ResultForms {
    static final String JSON = "application/json";
    static final String PNG = "image/png";
    static final String TAR = "application/x-tar";
    static final String NPZ = "application/x-npz";
    static final String AVRO = "avro/binary";
    /** In order of preference. */
    static final List<String> TYPES = List.of(JSON, PNG, TAR, NPZ, AVRO);

    private static final Set<String> STREAMED = Set.of(TAR, NPZ, AVRO);

    /** How a picture is written into a JSON answer, before base64. */
    enum PictureEncoding {
        PNG,
        RAW
    }

    private final ModelRegistry models;
    private final Function<OutputStream, ResultWriter> avro;

    ResultForms(ModelRegistry models, Function<OutputStream, ResultWriter> avro) {
        this.models = models;
        this.avro = avro;
    }

    /** Whether answers of this type are written piece by piece. */
    static boolean streamed(String type) {
        return STREAMED.contains(type);
    }

    /**
     * @param encoding of pictures in JSON
     * @param first batch of the answer, which names the version
     */
    ResultWriter open(String type, PictureEncoding encoding, MadeBatch first, OutputStream out) {
        Optional<ModelCard> card =
                models.version(first.model(), first.version()).map(ModelVersion::card);
        return switch (type) {
            case JSON -> new JsonWriter(out, card, encoding);
            case PNG -> new SheetWriter(out, card);
            case TAR -> new TarWriter(out, card);
            case NPZ -> new NpzWriter(out);
            case AVRO -> avro.apply(out);
            default -> throw new IllegalArgumentException(type + " is not offered");
        };
    }
}

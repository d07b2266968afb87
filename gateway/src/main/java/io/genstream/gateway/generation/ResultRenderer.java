package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.views.ModelRegistry;
import io.genstream.gateway.views.ModelVersion;
import io.genstream.model.card.ModelCard;
import io.genstream.model.pixels.ContactSheet;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.PixelException;
import io.genstream.model.pixels.Pixels;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Turns a result into an answer's bytes. Takes long: called on the worker pool. Thread-safe. */
final class ResultRenderer {
    static final String JSON = "application/json";
    static final String PNG = "image/png";

    private final ModelRegistry models;

    ResultRenderer(ModelRegistry models) {
        this.models = models;
    }

    Buffer render(GenerationResult result, String type, PictureEncoding encoding) {
        Optional<ModelCard> card =
                models.version(result.model(), result.version()).map(ModelVersion::card);
        return type.equals(PNG) ? sheet(result, card) : json(result, card, encoding);
    }

    private static Buffer sheet(GenerationResult result, Optional<ModelCard> card) {
        SheetLayout layout = SheetLayout.of(result.labels(), card);
        List<Pixels> pictures =
                result.images().stream().map(raw -> pixels(result, raw)).toList();
        try {
            return Buffer.buffer(ContactSheet.png(pictures, layout.columns(), layout.captions()));
        } catch (PixelException e) {
            throw GatewayException.of(
                    422,
                    "SHEET_TOO_LARGE",
                    "These images do not fit one contact sheet (" + e.getMessage()
                            + "); GET the result as application/json");
        }
    }

    private static Buffer json(GenerationResult result, Optional<ModelCard> card, PictureEncoding encoding) {
        JsonArray images = new JsonArray();
        for (int i = 0; i < result.images().size(); i++) {
            byte[] raw = result.images().get(i);
            byte[] bytes = encoding == PictureEncoding.RAW ? raw : ImageCodec.encode(Encoding.PNG, pixels(result, raw));
            List<Float> label = result.labels().get(i);
            JsonObject image = new JsonObject()
                    .put("index", i)
                    .put("seed", result.seed())
                    .put("label", new JsonArray(List.copyOf(label)));
            SheetLayout.labelName(label, card).ifPresent(name -> image.put("labelName", name));
            if (!result.latents().isEmpty()) {
                image.put("latent", new JsonArray(List.copyOf(result.latents().get(i))));
            }
            images.add(image.put("image", Base64.getEncoder().encodeToString(bytes)));
        }
        return new JsonObject()
                .put("id", result.requestId())
                .put("state", "COMPLETED")
                .put("model", result.model())
                .put("version", result.version())
                .put("seed", result.seed())
                .put("count", result.images().size())
                .put("height", result.height())
                .put("width", result.width())
                .put("channels", result.channels())
                .put("encoding", encoding.name())
                .put("synthetic", true)
                .put("images", images)
                .toBuffer();
    }

    private static Pixels pixels(GenerationResult result, byte[] raw) {
        return new Pixels(result.height(), result.width(), result.channels(), raw);
    }
}

package io.genstream.gateway.generation;

import io.genstream.gateway.generation.ResultForms.PictureEncoding;
import io.genstream.model.card.ModelCard;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One JSON document with every picture in base64. */
final class JsonWriter implements ResultWriter {
    private final OutputStream out;
    private final Optional<ModelCard> card;
    private final PictureEncoding encoding;
    private final JsonArray images = new JsonArray();
    private MadeBatch last;

    JsonWriter(OutputStream out, Optional<ModelCard> card, PictureEncoding encoding) {
        this.out = out;
        this.card = card;
        this.encoding = encoding;
    }

    @Override
    public void write(MadeBatch batch) {
        last = batch;
        for (int i = 0; i < batch.images().size(); i++) {
            List<Float> label = batch.label(i);
            JsonObject image = new JsonObject()
                    .put("index", images.size())
                    .put("seed", batch.seed())
                    .put("label", new JsonArray(List.copyOf(label)));
            SheetLayout.labelName(label, card).ifPresent(name -> image.put("labelName", name));
            if (i < batch.latents().size()) {
                image.put("latent", new JsonArray(List.copyOf(batch.latents().get(i))));
            }
            byte[] bytes = encoding == PictureEncoding.RAW
                    ? batch.images().get(i)
                    : ImageCodec.encode(Encoding.PNG, batch.pixels(i));
            images.add(image.put("image", Base64.getEncoder().encodeToString(bytes)));
        }
    }

    @Override
    public void end() throws IOException {
        JsonObject document = new JsonObject()
                .put("id", last.requestId())
                .put("state", "COMPLETED")
                .put("model", last.model())
                .put("version", last.version())
                .put("seed", last.seed())
                .put("count", images.size())
                .put("height", last.height())
                .put("width", last.width())
                .put("channels", last.channels())
                .put("encoding", encoding.name())
                .put("synthetic", true)
                .put("images", images);
        out.write(document.toBuffer().getBytes());
    }
}

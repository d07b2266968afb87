package io.genstream.gateway.generation;

import io.genstream.model.card.ModelCard;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.webdataset.WebDatasetWriter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A WebDataset: {@code 000001.png} and {@code 000001.json} for the picture with index 1. */
final class TarWriter implements ResultWriter {
    private final Optional<ModelCard> card;
    private final WebDatasetWriter tar;

    TarWriter(OutputStream out, Optional<ModelCard> card) {
        this.card = card;
        this.tar = new WebDatasetWriter(out);
    }

    @Override
    public void write(MadeBatch batch) throws IOException {
        for (int i = 0; i < batch.images().size(); i++) {
            long index = batch.firstImage() + i;
            String key = WebDatasetWriter.key(index);
            tar.add(key + ".png", ImageCodec.encode(Encoding.PNG, batch.pixels(i)), batch.madeAt());
            tar.add(key + ".json", fields(batch, index, batch.label(i)), batch.madeAt());
        }
        tar.flush();
    }

    private byte[] fields(MadeBatch batch, long index, List<Float> label) {
        JsonObject fields = new JsonObject()
                .put("index", index)
                .put("seed", batch.seed())
                .put("label", new JsonArray(List.copyOf(label)));
        SheetLayout.labelName(label, card).ifPresent(name -> fields.put("labelName", name));
        return fields.put("model", batch.model())
                .put("version", batch.version())
                .put("synthetic", true)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void end() throws IOException {
        tar.close();
    }
}

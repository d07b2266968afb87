package io.genstream.gateway.generation;

import io.genstream.model.card.ModelCard;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A WebDataset: {@code 000001.png} and {@code 000001.json} for the picture with index 1. */
final class TarWriter implements ResultWriter {
    private final Optional<ModelCard> card;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());

    TarWriter(Optional<ModelCard> card) {
        this.card = card;
    }

    @Override
    public byte[] write(MadeBatch batch) {
        try {
            for (int i = 0; i < batch.images().size(); i++) {
                long index = batch.firstImage() + i;
                String key = String.format("%06d", index);
                Pixels pixels = new Pixels(
                        batch.height(),
                        batch.width(),
                        batch.channels(),
                        batch.images().get(i));
                List<Float> label = i < batch.labels().size() ? batch.labels().get(i) : List.of();
                file(key + ".png", ImageCodec.encode(Encoding.PNG, pixels), batch.madeAt());
                file(key + ".json", fields(batch, index, label), batch.madeAt());
            }
            tar.flush();
            return drain();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private void file(String name, byte[] content, Instant at) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setIds(0, 0);
        entry.setNames("", ""); // not those of whoever runs the gateway
        entry.setLastModifiedTime(FileTime.fromMillis(at.getEpochSecond() * 1_000));
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
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
    public byte[] end() {
        try {
            tar.close();
            return drain();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private byte[] drain() {
        byte[] ready = bytes.toByteArray();
        bytes.reset();
        return ready;
    }
}

package io.genstream.cli.importing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A WebDataset in memory, of as many pictures as one request carries. Used by one thread. */
final class PictureTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());
    private int pictures;

    void add(byte[] png, String json) throws IOException {
        String key = String.format("%06d", pictures);
        entry(key + ".png", png);
        entry(key + ".json", json.getBytes(StandardCharsets.UTF_8));
        pictures++;
    }

    int pictures() {
        return pictures;
    }

    /** The whole archive; nothing can be added afterwards. */
    byte[] finish() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }

    private void entry(String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}

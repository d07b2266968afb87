package io.genstream.model.webdataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a WebDataset, file after file; those of one record are to follow each other. One thread. */
public final class WebDatasetWriter implements Closeable {
    private final TarArchiveOutputStream tar;

    public WebDatasetWriter(OutputStream out) {
        tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** The key of the picture with this index. */
    public static String key(long index) {
        return String.format(Locale.ROOT, "%06d", index);
    }

    /** @param name key and type, {@code 000001.png} */
    public void add(String name, byte[] content, Instant at) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setIds(0, 0);
        entry.setNames("", ""); // not those of whoever runs this
        entry.setLastModifiedTime(FileTime.fromMillis(at.getEpochSecond() * 1_000));
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    public void flush() throws IOException {
        tar.flush();
    }

    /** Writes the archive's end. */
    @Override
    public void close() throws IOException {
        tar.close();
    }
}

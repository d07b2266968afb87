package io.genstream.model.webdataset;

import io.genstream.model.webdataset.WebDatasetRecord.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a WebDataset (github.com/webdataset/webdataset): a tar in which the files of one record lie next to each other and share
 * a name, {@code 000001.png} with {@code 000001.json} or {@code 000001.cls}. Holds one record at a time, and distrusts every
 * length that the tar states. One thread.
 *
 * @param <P> what becomes of a picture
 */
public final class WebDatasetReader<P> {
    /** Of a record's JSON or class file, and of a name. */
    private static final int MAX_TEXT_BYTES = 64 << 10;

    private static final int MAX_OTHER_TYPES = 16;

    private final LimitedInputStream limits;
    private final TarArchiveInputStream tar;
    private final Keys keys;
    private final long maxPictureBytes;
    private final PictureTaker<P> pictures;
    private WebDatasetRecord<P> pending;
    private boolean ended;
    private final Set<String> otherTypes = new TreeSet<>();

    /** Where a file's key ends and its type begins. */
    public enum Keys {
        /** As published shards have it: {@code 1.seg.png} belongs to {@code 1} and is no picture of it. */
        END_AT_FIRST_DOT,
        /** So that names of any sort are keys: {@code holiday.2020.png} is {@code holiday.2020}. */
        END_AT_LAST_DOT
    }

    /** What becomes of a picture's bytes, which come unbuffered: those of {@code in} before {@code content} are all read. */
    @FunctionalInterface
    public interface PictureTaker<P> {
        P take(long bytes, InputStream content) throws IOException;
    }

    /** @param in read as it comes and not closed */
    public WebDatasetReader(InputStream in, Keys keys, long maxPictureBytes, PictureTaker<P> pictures) {
        this.limits = new LimitedInputStream(in);
        this.tar = new TarArchiveInputStream(limits, StandardCharsets.UTF_8.name());
        this.keys = keys;
        this.maxPictureBytes = maxPictureBytes;
        this.pictures = pictures;
    }

    /**
     * The next record; empty at the end of the tar.
     *
     * @throws IOException where this is not a tar, or no longer; the message says what is wrong with it
     */
    public Optional<WebDatasetRecord<P>> next() throws IOException {
        try {
            while (!ended) {
                TarArchiveEntry entry = nextFile();
                WebDatasetRecord<P> before = pending;
                if (entry == null) {
                    ended = true;
                    pending = null;
                } else {
                    FileName name = FileName.of(entry.getName(), keys);
                    boolean same = before != null && before.key().equals(name.key());
                    pending = take(same ? before : WebDatasetRecord.empty(name.key()), name.type(), entry);
                    if (same) {
                        continue;
                    }
                }
                if (before != null) {
                    return Optional.of(before);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Of files that were passed over so far, the first few. */
    public Set<String> otherTypes() {
        return Set.copyOf(otherTypes);
    }

    /** The next file that may belong to a record; null at the end. */
    private TarArchiveEntry nextFile() throws IOException {
        while (true) {
            limits.allow(MAX_TEXT_BYTES);
            TarArchiveEntry entry = tar.getNextEntry();
            limits.allow(Long.MAX_VALUE);
            if (entry == null) {
                return null;
            }
            if (!entry.isCheckSumOK()) {
                throw new IOException("the checksum of a header is wrong");
            }
            if (entry.isSparse()) {
                throw new IOException("sparse files, which may unpack to anything, are not read");
            }
            String base = FileName.base(entry.getName());
            boolean ours = entry.isFile() && !base.isEmpty() && !base.startsWith(".");
            if (ours && tar.canReadEntryData(entry)) {
                return entry;
            }
            skip();
        }
    }

    private WebDatasetRecord<P> take(WebDatasetRecord<P> record, String type, TarArchiveEntry entry)
            throws IOException {
        WebDatasetRecord<P> taken =
                switch (type) {
                    case "png", "jpg", "jpeg", "ppm", "pgm" -> picture(record, entry);
                    case "json" -> isText(entry) ? record.withJson(tar.readAllBytes()) : tooLong(record, entry);
                    case "cls" -> isText(entry) ? record.withClassIndex(tar.readAllBytes()) : tooLong(record, entry);
                    default -> {
                        if (otherTypes.size() < MAX_OTHER_TYPES && !type.isEmpty()) {
                            otherTypes.add(type); // captions, masks and the like are none of our business
                        }
                        yield record;
                    }
                };
        skip();
        return taken;
    }

    private WebDatasetRecord<P> picture(WebDatasetRecord<P> record, TarArchiveEntry entry) throws IOException {
        if (entry.getSize() > maxPictureBytes) {
            return record.withProblem(Fault.PICTURE_TOO_LARGE, tooMany(entry, maxPictureBytes));
        }
        if (record.picture().isPresent()) {
            return record.withProblem(
                    Fault.SECOND_PICTURE, "there is more than one picture: " + entry.getName() + " is another one");
        }
        return record.withPicture(pictures.take(entry.getSize(), tar));
    }

    private static boolean isText(TarArchiveEntry entry) {
        return entry.getSize() <= MAX_TEXT_BYTES;
    }

    private WebDatasetRecord<P> tooLong(WebDatasetRecord<P> record, TarArchiveEntry entry) {
        return record.withProblem(Fault.TEXT_TOO_LONG, tooMany(entry, MAX_TEXT_BYTES));
    }

    private static String tooMany(TarArchiveEntry entry, long most) {
        return entry.getName() + " has " + entry.getSize() + " bytes; " + most + " are the most";
    }

    /** What is left of an entry, here and not in getNextEntry, which may then read no more than a header. */
    private void skip() throws IOException {
        var unused = tar.skip(Long.MAX_VALUE);
    }

    /** A file's name cut before its type. */
    private record FileName(String key, String type) {
        static FileName of(String path, Keys keys) {
            String clean = path.startsWith("./") ? path.substring(2) : path;
            int base = clean.lastIndexOf('/') + 1;
            int dot = keys == Keys.END_AT_LAST_DOT ? clean.lastIndexOf('.') : clean.indexOf('.', base);
            return dot > base
                    ? new FileName(
                            clean.substring(0, dot), clean.substring(dot + 1).toLowerCase(Locale.ROOT))
                    : new FileName(clean, "");
        }

        static String base(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }
}

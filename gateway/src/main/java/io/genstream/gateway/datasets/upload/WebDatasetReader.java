package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads a WebDataset: a tar in which the files of one record lie next to each other and share a name, {@code 000001.png} and
 * {@code 000001.json}. Holds one record at a time, and distrusts every length that the tar states. One thread.
 */
final class WebDatasetReader {
    /** Of a record's JSON or class file, and of a name. */
    private static final int MAX_SIDE_BYTES = 64 << 10;

    private final LimitedInputStream limits;
    private final TarArchiveInputStream tar;
    private final long maxPictureBytes;
    private Sample pending;
    private boolean ended;

    WebDatasetReader(InputStream in, long maxPictureBytes) {
        this.limits = new LimitedInputStream(in);
        this.tar = new TarArchiveInputStream(limits, StandardCharsets.UTF_8.name());
        this.maxPictureBytes = maxPictureBytes;
    }

    /**
     * The next record; empty at the end of the tar.
     *
     * @throws GatewayException 400 BAD_TAR where this is not a tar, or no longer
     */
    Optional<Sample> next() {
        try {
            while (!ended) {
                TarArchiveEntry entry = nextFile();
                Sample before = pending;
                if (entry == null) {
                    ended = true;
                    pending = null;
                } else {
                    FileName name = FileName.of(entry.getName());
                    boolean same = before != null && before.key().equals(name.key());
                    pending = take(same ? before : Sample.empty(name.key()), name.type(), entry);
                    if (same) {
                        continue;
                    }
                }
                if (before != null) {
                    return Optional.of(before);
                }
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw badTar(e.getMessage(), e);
        }
    }

    /** The next file that may belong to a record; null at the end. */
    private TarArchiveEntry nextFile() throws IOException {
        while (true) {
            limits.allow(MAX_SIDE_BYTES);
            TarArchiveEntry entry = tar.getNextEntry();
            limits.allow(Long.MAX_VALUE);
            if (entry == null) {
                return null;
            }
            if (!entry.isCheckSumOK()) {
                throw badTar("the checksum of a header is wrong", null);
            }
            if (entry.isSparse()) {
                throw badTar("sparse files, which may unpack to anything, are not read", null);
            }
            String base = FileName.base(entry.getName());
            boolean ours = entry.isFile() && !base.isEmpty() && !base.startsWith(".");
            if (ours && tar.canReadEntryData(entry)) {
                return entry;
            }
            skip();
        }
    }

    private Sample take(Sample sample, String type, TarArchiveEntry entry) throws IOException {
        Sample taken =
                switch (type) {
                    case "png", "jpg", "jpeg" -> picture(sample, entry);
                    case "json" -> sideFile(entry) ? sample.withJson(tar.readAllBytes()) : tooLong(sample, entry);
                    case "cls" -> sideFile(entry) ? sample.withClassIndex(tar.readAllBytes()) : tooLong(sample, entry);
                    default -> sample;
                };
        skip();
        return taken;
    }

    private Sample picture(Sample sample, TarArchiveEntry entry) throws IOException {
        if (entry.getSize() > maxPictureBytes) {
            return sample.withProblem(new DatasetException(
                    Reason.PICTURE_TOO_LARGE,
                    entry.getName() + " has " + entry.getSize() + " bytes; " + maxPictureBytes
                            + " are the most (dataset.picture.max.bytes)"));
        }
        if (sample.picture().isPresent()) {
            return sample.withProblem(new DatasetException(
                    Reason.BAD_PICTURE, "there is more than one picture: " + entry.getName() + " is another one"));
        }
        return sample.withPicture(tar.readAllBytes());
    }

    private static boolean sideFile(TarArchiveEntry entry) {
        return entry.getSize() <= MAX_SIDE_BYTES;
    }

    private static Sample tooLong(Sample sample, TarArchiveEntry entry) {
        return sample.withProblem(new DatasetException(
                Reason.BAD_RECORD_JSON,
                entry.getName() + " has " + entry.getSize() + " bytes; " + MAX_SIDE_BYTES + " are the most"));
    }

    /** What is left of an entry, here and not in getNextEntry, which may then read no more than a header. */
    private void skip() throws IOException {
        tar.transferTo(java.io.OutputStream.nullOutputStream());
    }

    private static GatewayException badTar(String why, Exception cause) {
        GatewayException bad = GatewayException.of(
                400,
                "BAD_TAR",
                "The body is not a tar, or breaks off as one (" + why
                        + "); send an uncompressed tar as application/x-tar");
        if (cause != null) {
            bad.initCause(cause);
        }
        return bad;
    }

    /** A file's name cut before its type: the last dot, so that names of any sort are keys. */
    private record FileName(String key, String type) {
        static FileName of(String path) {
            String clean = path.startsWith("./") ? path.substring(2) : path;
            int dot = clean.lastIndexOf('.');
            boolean typed = dot > clean.lastIndexOf('/') + 1;
            return typed
                    ? new FileName(
                            clean.substring(0, dot), clean.substring(dot + 1).toLowerCase(Locale.ROOT))
                    : new FileName(clean, "");
        }

        static String base(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }
}

package io.genstream.cli.generate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Copies a WebDataset and counts its pictures on the way. Stateless. */
final class CountedTar {
    private CountedTar() {}

    static long copy(InputStream from, OutputStream to, LongConsumer onPicture) throws IOException {
        long pictures = 0;
        InputStream copying = new Copying(from, to);
        TarArchiveInputStream tar = new TarArchiveInputStream(copying);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (!entry.getName().endsWith(".json")) {
                pictures++;
                onPicture.accept(pictures);
            }
        }
        var unusedRest = copying.transferTo(OutputStream.nullOutputStream());
        return pictures;
    }

    /** Writes whatever is read; skipping is reading here. */
    private static final class Copying extends FilterInputStream {
        private final OutputStream to;

        Copying(InputStream from, OutputStream to) {
            super(from);
            this.to = to;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next >= 0) {
                to.write(next);
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                to.write(bytes, offset, count);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] skipped = new byte[(int) Math.min(count, 1 << 16)];
            return Math.max(0, read(skipped, 0, skipped.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}

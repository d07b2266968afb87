package io.genstream.model.webdataset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives so many bytes and then fails: a tar's header may state a name of any length, which its reader would keep. One thread. */
final class LimitedInputStream extends FilterInputStream {
    private long left = Long.MAX_VALUE;

    LimitedInputStream(InputStream in) {
        super(in);
    }

    /** From here on. */
    void allow(long bytes) {
        left = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        requireMore();
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    /** A file's channel goes there without reading. */
    @Override
    public long skip(long count) throws IOException {
        requireMore();
        long skipped = in.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    private void requireMore() throws IOException {
        if (left <= 0) {
            throw new IOException("a header is too long");
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

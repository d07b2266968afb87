package io.genstream.gateway.datasets.upload;

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
        if (left <= 0) {
            throw new IOException("a header is too long");
        }
        int read = in.read(bytes, offset, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(Math.max(0, count), 8_192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

package io.genstream.cli.importing;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Items that can only be read one after another, asked for by several threads in nearly that order: goes on where it stands,
 * keeps the few that it passes over, and begins anew for one that lies behind. What
 * lies behind a broken place is lost at once. Thread-safe.
 */
final class InOrder implements Closeable {
    /** As many as there may be readers: what one overtakes, another will ask for. */
    private static final int KEPT = 64;

    private final Opener opener;
    private final Map<Long, byte[]> passed = new LinkedHashMap<>();
    private Items items;
    private long position;
    private IOException broken;
    private long brokenFrom = Long.MAX_VALUE;

    /** Stands before an item. */
    interface Items extends Closeable {
        byte[] next() throws IOException;

        void skip(long items) throws IOException;
    }

    /** Opens them at the first. */
    @FunctionalInterface
    interface Opener {
        Items open() throws IOException;
    }

    InOrder(Opener opener) {
        this.opener = opener;
    }

    synchronized byte[] get(long index) throws IOException {
        byte[] known = passed.remove(index);
        if (known != null) {
            return known;
        }
        if (index >= brokenFrom) {
            throw broken; // to begin anew would lead to the same place
        }
        if (items == null || index < position) {
            close();
            items = opener.open();
        }
        boolean skips = index - position > KEPT;
        try {
            return reach(index, skips);
        } catch (IOException e) {
            broken = e;
            brokenFrom = skips && position < index ? index : position;
            close();
            throw e;
        }
    }

    private byte[] reach(long index, boolean skips) throws IOException {
        if (skips) {
            items.skip(index - position);
            position = index;
        }
        while (position < index) {
            passed.put(position, items.next());
            position++;
            if (passed.size() > KEPT) {
                passed.remove(passed.keySet().iterator().next());
            }
        }
        byte[] item = items.next();
        position++;
        return item;
    }

    @Override
    public synchronized void close() throws IOException {
        passed.clear();
        position = 0;
        if (items != null) {
            items.close();
            items = null;
        }
    }
}

package io.genstream.inference.version;

import io.genstream.model.generator.ImageModel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One version in memory, counted: whoever has work for it holds a reference, the pool holds one, and the native session is
 * closed when the last is gone. So a version is never closed under a running batch. Thread-safe.
 */
public final class ServedVersion {
    /** Hears of every change of a version's state. Called from loader, intake and worker threads; must not block long. */
    @FunctionalInterface
    public interface Listener {
        void changed(ServedVersion version, VersionReport report);
    }

    private final KnownVersion known;
    private final Listener listener;
    private final AtomicInteger references = new AtomicInteger(1);
    private final AtomicBoolean retired = new AtomicBoolean();
    private volatile ImageModel model;
    private volatile VersionReport report;

    public ServedVersion(KnownVersion known, Listener listener) {
        this.known = known;
        this.listener = listener;
        this.report = new VersionReport(known.key(), VersionReport.State.LOADING, "", "");
    }

    public VersionKey key() {
        return known.key();
    }

    public KnownVersion known() {
        return known;
    }

    public VersionReport report() {
        return report;
    }

    public boolean ready() {
        return report.state() == VersionReport.State.READY;
    }

    public boolean failed() {
        return report.state() == VersionReport.State.FAILED;
    }

    /** Only for holders of a reference to a ready version. */
    public ImageModel model() {
        return model;
    }

    /** Takes a reference; false where the version is gone, and the caller must ask the pool anew. */
    public boolean tryRetain() {
        int count = references.get();
        while (count > 0) {
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
            count = references.get();
        }
        return false;
    }

    /** Gives a reference back; the last one closes the model. */
    public void release() {
        if (references.decrementAndGet() == 0) {
            unload();
        }
    }

    void announceLoading() {
        listener.changed(this, report);
    }

    void becomeReady(ImageModel loaded) {
        model = loaded;
        change(VersionReport.State.READY, "", loaded.executionProvider());
    }

    void becomeFailed(String reason) {
        change(VersionReport.State.FAILED, reason, "");
    }

    /** The pool lets go; work that is queued or running is still finished. */
    void retire() {
        if (retired.compareAndSet(false, true)) {
            release();
        }
    }

    /** Lets go only if nobody has work for it. */
    boolean retireIfIdle() {
        if (!references.compareAndSet(1, 0)) {
            return false;
        }
        retired.set(true);
        unload();
        return true;
    }

    private void unload() {
        if (model != null) {
            model.close();
            change(VersionReport.State.UNLOADED, "", "");
        }
    }

    private void change(VersionReport.State state, String reason, String executionProvider) {
        report = new VersionReport(key(), state, reason, executionProvider);
        listener.changed(this, report);
    }
}

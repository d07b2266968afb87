package io.genstream.inference.version;

import io.genstream.inference.request.FailureCode;
import io.genstream.inference.request.RefusedException;
import io.genstream.model.generator.ImageModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The versions in memory. Rolled-out ones are loaded eagerly and stay; any other is loaded when a request names it, and
 * beyond the limit the least recently used idle one goes. A version that failed to load is remembered and tried again later.
 *
 * <p>Thread-safe. Loading happens on the given executor; versions are closed by whoever lets go last.
 */
public final class VersionPool implements AutoCloseable {
    /** Brings a version into memory, checked and warmed up. Called on the loader's thread; throws on anything wrong. */
    @FunctionalInterface
    public interface Loader {
        ImageModel load(KnownVersion version);
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(VersionPool.class);

    private final Loader loader;
    private final ServedVersion.Listener listener;
    private final int onDemandMax;
    private final Executor executor;
    private final LoadFailures failures;
    /** In order of use, so that the first is the least recently used. */
    private final Map<VersionKey, ServedVersion> served = new LinkedHashMap<>(16, 0.75f, true);

    private Map<VersionKey, KnownVersion> rolledOut = Map.of();
    private boolean closed;

    /**
     * @param onDemandMax versions that may stay in memory beside the rolled-out ones
     * @param executor loads, one or few at a time
     */
    public VersionPool(
            Loader loader, ServedVersion.Listener listener, int onDemandMax, Executor executor, Clock clock) {
        this.loader = loader;
        this.listener = listener;
        this.onDemandMax = onDemandMax;
        this.executor = executor;
        this.failures = new LoadFailures(clock);
    }

    /**
     * The version with a reference for the caller, being loaded if need be; empty where the limit is reached and every
     * version is busy.
     *
     * @throws RefusedException VERSION_FAILED while a failed version is not to be tried again yet
     */
    public synchronized Optional<ServedVersion> use(KnownVersion known) {
        ServedVersion present = served.get(known.key());
        if (present != null && present.tryRetain()) {
            return Optional.of(present);
        }
        failures.holdingBack(known.key()).ifPresent(reason -> {
            throw new RefusedException(FailureCode.VERSION_FAILED, known.key() + " cannot be loaded: " + reason);
        });
        if (!rolledOut.containsKey(known.key()) && !makeRoom()) {
            return Optional.empty();
        }
        ServedVersion fresh = new ServedVersion(known, listener);
        boolean unused = fresh.tryRetain(); // cannot fail: nobody else knows it yet
        load(fresh);
        return Optional.of(fresh);
    }

    /** Says what is rolled out now; called on every change of checkpoints or roll-outs. */
    public synchronized void rollOut(Map<VersionKey, KnownVersion> versions) {
        rolledOut = Map.copyOf(versions);
        maintain();
    }

    /** Loads rolled-out versions that are missing and may be tried, and lets go of what is too much. Called regularly. */
    public synchronized void maintain() {
        if (closed) {
            return;
        }
        for (KnownVersion known : rolledOut.values()) {
            boolean missing = !served.containsKey(known.key());
            if (missing && failures.holdingBack(known.key()).isEmpty()) {
                load(new ServedVersion(known, listener));
            }
        }
        trim(onDemandMax);
    }

    /** The checkpoint was deleted: work under way is finished, then the version goes. */
    public synchronized void forget(VersionKey key) {
        failures.remove(key);
        ServedVersion gone = served.remove(key);
        if (gone != null) {
            gone.retire();
        }
    }

    /** Whether every rolled-out version is ready or has failed. */
    public synchronized boolean settled() {
        return rolledOut.keySet().stream().allMatch(key -> {
            ServedVersion version = served.get(key);
            return version == null ? failures.contains(key) : version.ready();
        });
    }

    /** Every version that is in memory, coming, or has failed. */
    public synchronized List<VersionReport> reports() {
        List<VersionReport> reports = new ArrayList<>(failures.reports());
        reports.removeIf(report -> served.containsKey(report.key()));
        served.values().forEach(version -> reports.add(version.report()));
        return reports;
    }

    @Override
    public synchronized void close() {
        closed = true;
        List<ServedVersion> all = new ArrayList<>(served.values());
        served.clear();
        all.forEach(ServedVersion::retire);
    }

    private void load(ServedVersion version) {
        boolean unused = version.tryRetain(); // the load's own: a version forgotten meanwhile is closed when it ends
        served.put(version.key(), version);
        version.announceLoading();
        executor.execute(() -> loadNow(version));
    }

    private void loadNow(ServedVersion version) {
        try {
            version.becomeReady(loader.load(version.known()));
            synchronized (this) {
                failures.remove(version.key());
            }
        } catch (RuntimeException | LinkageError e) {
            LOGGER.warn("Version {} cannot be loaded: {}", version.key(), e.getMessage());
            LOGGER.debug("Loading {}", version.key(), e);
            synchronized (this) {
                failures.add(version.key(), String.valueOf(e.getMessage()));
                served.remove(version.key(), version);
            }
            version.becomeFailed(String.valueOf(e.getMessage()));
            version.retire();
        } finally {
            version.release();
        }
    }

    private boolean makeRoom() {
        return trim(onDemandMax - 1);
    }

    private boolean trim(int allowed) {
        long onDemand = served.keySet().stream()
                .filter(key -> !rolledOut.containsKey(key))
                .count();
        Iterator<ServedVersion> leastRecentFirst = served.values().iterator();
        while (onDemand > allowed && leastRecentFirst.hasNext()) {
            ServedVersion version = leastRecentFirst.next();
            if (!rolledOut.containsKey(version.key()) && version.retireIfIdle()) {
                leastRecentFirst.remove();
                onDemand--;
            }
        }
        return onDemand <= allowed;
    }
}

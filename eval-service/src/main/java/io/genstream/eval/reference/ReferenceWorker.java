package io.genstream.eval.reference;

import io.genstream.eval.extractor.Canvas;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.extractor.PcaExtractor;
import io.genstream.eval.meters.EvalMeters;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a reference of every new revision, one at a time, on its own thread. Of a data set only the latest revision waits;
 * one that came later replaces it. {@link #submit} never blocks. Trouble with the cluster is tried again until it works or a
 * newer revision comes.
 */
public final class ReferenceWorker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReferenceWorker.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final RevisionSource source;
    private final Extractors extractors;
    private final ReferenceBuilder builder;
    private final References references;
    private final Listener listener;
    private final EvalMeters meters;
    private final Map<String, DatasetRevision> waiting = new LinkedHashMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Thread thread;

    /** Told of each new reference, on the worker's thread, when it can be found already. */
    public interface Listener {
        void onReference(Reference reference, Dataset dataset) throws InterruptedException;
    }

    public ReferenceWorker(
            RevisionSource source,
            Extractors extractors,
            ReferenceBuilder builder,
            References references,
            Listener listener,
            EvalMeters meters) {
        this.source = source;
        this.extractors = extractors;
        this.builder = builder;
        this.references = references;
        this.listener = listener;
        this.meters = meters;
        this.thread = new Thread(this::run, "eval-references");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public synchronized void submit(DatasetRevision revision) {
        DatasetRevision other = waiting.get(revision.datasetId());
        withdrawn.remove(revision.datasetId());
        if (other == null || other.revision() <= revision.revision()) {
            waiting.put(revision.datasetId(), revision);
            notifyAll();
        }
    }

    /** The data set was deleted: neither what is known of it nor what is under way is kept. */
    public synchronized void withdraw(String datasetId) {
        waiting.remove(datasetId);
        withdrawn.add(datasetId);
        references.remove(datasetId);
    }

    private void run() {
        try {
            while (true) {
                work(next());
            }
        } catch (InterruptedException e) {
            LOGGER.debug("Reference worker ends");
        }
    }

    private synchronized DatasetRevision next() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        Iterator<DatasetRevision> first = waiting.values().iterator();
        DatasetRevision revision = first.next();
        first.remove();
        return revision;
    }

    /** Unless its data set was deleted meanwhile. */
    private synchronized boolean kept(Reference reference) {
        boolean wanted = !isWithdrawn(reference.revision());
        if (wanted) {
            references.put(reference);
        }
        return wanted;
    }

    private synchronized boolean isWithdrawn(DatasetRevision revision) {
        return withdrawn.contains(revision.datasetId());
    }

    private void work(DatasetRevision revision) throws InterruptedException {
        try {
            make(revision);
        } catch (UnusableDatasetException e) {
            LOGGER.warn("{}", e.getMessage());
            meters.datasetUnusable();
            references.putUnusable(revision.datasetId(), e.getMessage());
        } catch (RuntimeException e) {
            LOGGER.warn("Reference of {} failed, trying again in {}: {}", revision, RETRY, e.toString(), e);
            meters.referenceFailed();
            Thread.sleep(RETRY.toMillis());
            if (!isWithdrawn(revision)) {
                submit(revision);
            }
        }
    }

    private void make(DatasetRevision revision) throws InterruptedException {
        long startNanos = System.nanoTime();
        Optional<Extractor> found = extractors.of(revision.datasetId(), revision.shape(), revision.classNames());
        Canvas canvas = found.map(Extractor::canvas)
                .orElseGet(() -> PcaExtractor.canvas(revision.shape().channels()));
        Dataset dataset = source.read(revision, canvas);
        Extractor extractor = found.orElseGet(() -> builder.components(dataset, canvas));
        Reference reference = builder.build(dataset, extractor);
        if (!kept(reference)) {
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        meters.referenceBuilt(took);
        LOGGER.info(
                "Reference of {}: {} test and {} train images, measured against {} with extractor {}, {} ms",
                revision,
                dataset.test().size(),
                dataset.train().size(),
                reference.side(),
                extractor.name(),
                took.toMillis());
        listener.onReference(reference, dataset);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.genstream.eval.evaluation;

import io.genstream.eval.meters.EvalMeters;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.References;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints that want figures: which wait for their reference, which are asked for, which are due to be asked for again. A
 * version leaves when its figures are there, when it is deleted, or when it was asked for {@value #MAX_ATTEMPTS} times in vain.
 *
 * <p>At most {@value #MAX_IN_FLIGHT} are asked for at once, so that a burst neither floods inference nor the accumulators; at most
 * {@value #MAX_WAITING} wait, the oldest goes. Thread-safe; called by the topology's tasks.
 */
public final class EvaluationQueue {
    static final int MAX_ATTEMPTS = 4;
    static final int MAX_IN_FLIGHT = 8;
    static final int MAX_WAITING = 1_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(EvaluationQueue.class);

    private final EvaluationProtocol protocol;
    private final Duration retryAfter;
    private final References references;
    private final EvaluatedVersions evaluated;
    private final EvalMeters meters;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /** Images of a version to ask for. */
    public record Ask(EvaluationId id, VersionInfo version, int images, boolean again) {}

    private static final class Waiting {
        private final VersionInfo version;
        private EvaluationId asked;
        private Instant dueAgain;
        private int attempts;

        Waiting(VersionInfo version) {
            this.version = version;
        }
    }

    /** @param retryAfter without a sign of the images; doubled by every attempt */
    public EvaluationQueue(
            EvaluationProtocol protocol,
            Duration retryAfter,
            References references,
            EvaluatedVersions evaluated,
            EvalMeters meters) {
        this.protocol = protocol;
        this.retryAfter = retryAfter;
        this.references = references;
        this.evaluated = evaluated;
        this.meters = meters;
    }

    /** A checkpoint came. It may be one that has been here before. */
    public synchronized void offer(VersionInfo version) {
        if (!version.generator()) {
            return;
        }
        waiting.putIfAbsent(version.key(), new Waiting(version));
        if (waiting.size() > MAX_WAITING) {
            Iterator<String> oldest = waiting.keySet().iterator();
            LOGGER.warn("More than {} versions wait for evaluation; {} gets none", MAX_WAITING, oldest.next());
            oldest.remove();
            meters.skipped("queue-full");
        }
    }

    /** After a start: a checkpoint that has figures against an earlier revision only is not measured again. */
    public synchronized void offerUnlessEverEvaluated(VersionInfo version) {
        Optional<String> datasetId = datasetOf(version);
        if (datasetId.isEmpty() || !evaluated.containsAnyRevision(version.key(), datasetId.get())) {
            offer(version);
        }
    }

    public synchronized void withdraw(String versionKey) {
        waiting.remove(versionKey);
    }

    /** Images of the version are coming in: no reason to ask again. */
    public synchronized void progressed(EvaluationId id, Instant now) {
        Waiting of = waiting.get(id.versionKey());
        if (of != null && id.equals(of.asked)) {
            of.dueAgain = now.plus(retryAfter);
        }
    }

    /** What came of it is lost. */
    public synchronized void lost(EvaluationId id, Instant now) {
        Waiting of = waiting.get(id.versionKey());
        if (of != null && id.equals(of.asked)) {
            of.dueAgain = now;
        }
    }

    /** What to ask for now. Each is due again only after the retry time. */
    public synchronized List<Ask> due(Instant now) {
        List<Ask> due = new ArrayList<>();
        long inFlight = waiting.values().stream().filter(w -> w.asked != null).count();
        Iterator<Waiting> all = waiting.values().iterator();
        while (all.hasNext()) {
            Waiting next = all.next();
            if (next.asked == null && inFlight >= MAX_IN_FLIGHT) {
                continue;
            }
            Optional<Reference> reference = measurable(next, all);
            reference.ifPresent(r -> restartIfRevised(next, r));
            boolean first = next.asked == null;
            if (reference.isPresent() && (first || !now.isBefore(next.dueAgain))) {
                ask(next, reference.get(), now, all).ifPresent(due::add);
                inFlight += first ? 1 : 0;
            }
        }
        return due;
    }

    public synchronized int size() {
        return waiting.size();
    }

    /** The data set that a version is measured against; the only one there is where it does not say. */
    public Optional<String> datasetOf(VersionInfo version) {
        return version.datasetId() != null ? Optional.of(version.datasetId()) : references.onlyDataset();
    }

    /** Its reference, if it is there; removes the version if it has its figures or cannot have any. */
    private Optional<Reference> measurable(Waiting next, Iterator<Waiting> all) {
        Optional<String> datasetId = datasetOf(next.version);
        if (datasetId.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> unusable = references.unusable(datasetId.get());
        if (unusable.isPresent()) {
            skip(next, all, "unusable-dataset", unusable.get());
            return Optional.empty();
        }
        Optional<Reference> reference = references.current(datasetId.get());
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        if (!reference.get().extractor().canvas().takes(next.version.shape())) {
            skip(
                    next,
                    all,
                    "wrong-shape",
                    "its images are " + next.version.shape() + ", the extractor takes "
                            + reference.get().extractor().shape());
            return Optional.empty();
        }
        EvaluationId id = idOf(next.version, reference.get());
        if (evaluated.contains(
                id, datasetId.get(), reference.get().extractorSha256(), protocol.images(reference.get()))) {
            all.remove();
            return Optional.empty();
        }
        return reference;
    }

    /** What was asked for against an earlier revision no longer compares with anything. */
    private static void restartIfRevised(Waiting next, Reference reference) {
        if (next.asked != null && next.asked.revision() != reference.revision().revision()) {
            next.asked = null;
            next.attempts = 0;
        }
    }

    private Optional<Ask> ask(Waiting next, Reference reference, Instant now, Iterator<Waiting> all) {
        if (next.attempts >= MAX_ATTEMPTS) {
            skip(next, all, "no-images", "its images were asked for " + MAX_ATTEMPTS + " times in vain: does it load?");
            return Optional.empty();
        }
        boolean again = next.attempts > 0;
        next.asked = idOf(next.version, reference);
        next.dueAgain = now.plus(retryAfter.multipliedBy(1L << next.attempts));
        next.attempts++;
        meters.asked(again);
        return Optional.of(new Ask(next.asked, next.version, protocol.images(reference), again));
    }

    private void skip(Waiting next, Iterator<Waiting> all, String reason, String why) {
        LOGGER.warn("No evaluation of {}: {}", next.version.key(), why);
        meters.skipped(reason);
        all.remove();
    }

    private static EvaluationId idOf(VersionInfo version, Reference reference) {
        return new EvaluationId(
                version.model(), version.version(), reference.revision().revision());
    }
}

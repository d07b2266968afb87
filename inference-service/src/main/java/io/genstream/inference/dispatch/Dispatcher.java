package io.genstream.inference.dispatch;

import io.genstream.inference.batching.BatchScheduler.Submission;
import io.genstream.inference.batching.RequestJob;
import io.genstream.inference.request.FailureCode;
import io.genstream.inference.request.GenerationRequest;
import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RefusedException;
import io.genstream.inference.request.RequestEnd;
import io.genstream.inference.request.RequestRules;
import io.genstream.inference.request.Ticket;
import io.genstream.inference.version.KnownVersion;
import io.genstream.inference.version.ServedVersion;
import io.genstream.inference.version.VersionKey;
import java.util.Optional;

/**
 * A request's way in: check, resolve the version, check against its card, queue. It answers at once what cannot be served, and
 * tells the intake to come back where there is no room. Thread-safe; called by the intake threads, never blocks on a model.
 */
public final class Dispatcher {
    private final DispatchParts parts;

    /** What the intake has to do with the record. */
    public enum Admission {
        /** The ticket will come back. */
        TAKEN,
        /** No room: offer the record again later. The ticket was not touched. */
        LATER
    }

    public Dispatcher(DispatchParts parts) {
        this.parts = parts;
    }

    public Admission dispatch(GenerationRequest request, Lane lane, Ticket ticket) {
        if (parts.cancellations().contains(request.requestId())) {
            return end(request, lane, ticket, RequestEnd.cancelled());
        }
        if (request.overdue(parts.clock().instant())) {
            return end(request, lane, ticket, RequestEnd.expired());
        }
        try {
            RequestRules.check(request, parts.replyPartitions().get(lane));
            Optional<KnownVersion> known = resolve(request);
            if (known.isPresent()) {
                return serve(request, lane, ticket, known.get());
            }
            RequestEnd otherwise = RequestEnd.refused(unknown(request));
            boolean waits = parts.deferred()
                    .add(new DeferredRequests.Deferred(
                            () -> resolve(request).isPresent(),
                            () -> dispatch(request, lane, ticket) == Admission.TAKEN,
                            () -> end(request, lane, ticket, otherwise),
                            ticket::giveUp));
            return waits ? Admission.TAKEN : end(request, lane, ticket, otherwise);
        } catch (RefusedException e) {
            return end(request, lane, ticket, RequestEnd.refused(e));
        }
    }

    private Optional<KnownVersion> resolve(GenerationRequest request) {
        return request.version()
                .or(() -> parts.catalogue().stable(request.model()))
                .flatMap(version -> parts.catalogue().find(new VersionKey(request.model(), version)));
    }

    private RefusedException unknown(GenerationRequest request) {
        if (!parts.catalogue().knowsModel(request.model())) {
            return new RefusedException(
                    FailureCode.MODEL_NOT_FOUND, "No checkpoint of a model '" + request.model() + "' is known");
        }
        return new RefusedException(
                FailureCode.VERSION_NOT_FOUND,
                request.version()
                        .map(version -> "Model '" + request.model() + "' has no version '" + version + "'")
                        .orElse("Nothing of model '" + request.model() + "' is rolled out; name a version"));
    }

    private Admission serve(GenerationRequest request, Lane lane, Ticket ticket, KnownVersion known) {
        if (known.generator().isEmpty()) {
            throw new RefusedException(FailureCode.NOT_A_GENERATOR, known.key() + " is not a generator");
        }
        RequestRules.check(request, known.card());
        Optional<ServedVersion> version = parts.versions().use(known);
        if (version.isEmpty()) {
            if (lane == Lane.EVALUATIONS) {
                return Admission.LATER;
            }
            // a rare version must not hold up those who ask for rolled-out ones
            throw new RefusedException(
                    FailureCode.OVERLOADED, "All versions in memory are busy; ask for " + known.key() + " again later");
        }
        RequestJob job = new RequestJob(request, lane, version.get(), parts.sink(), ticket, this::finished);
        parts.active().add(job);
        Submission submission = parts.scheduler().submit(job);
        if (submission == Submission.QUEUED) {
            stopIfCancelledMeanwhile(job);
            return Admission.TAKEN;
        }
        parts.active().remove(job);
        String failure = version.get().report().reason();
        version.get().release();
        if (submission == Submission.FULL) {
            return Admission.LATER;
        }
        throw new RefusedException(FailureCode.VERSION_FAILED, known.key() + " cannot be loaded: " + failure);
    }

    private void stopIfCancelledMeanwhile(RequestJob job) {
        if (parts.cancellations().contains(job.request().requestId())) {
            job.stop(RequestEnd.cancelled());
        }
    }

    private void finished(RequestJob job) {
        parts.active().remove(job);
        parts.scheduler().finished(job);
    }

    private Admission end(GenerationRequest request, Lane lane, Ticket ticket, RequestEnd end) {
        parts.endings().end(request.identity(), lane, request.version(), ticket, end);
        return Admission.TAKEN;
    }
}

package io.genstream.inference.batching;

import io.genstream.inference.delivery.Conclusion;
import io.genstream.inference.delivery.FinishedBatch;
import io.genstream.inference.delivery.ResultSink;
import io.genstream.inference.request.FailureCode;
import io.genstream.inference.request.GenerationRequest;
import io.genstream.inference.request.ImageInputs;
import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RequestEnd;
import io.genstream.inference.request.Ticket;
import io.genstream.inference.version.ServedVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * One request record on its way: which images are taken, which batches are under way, how it ended. The first end wins. It is
 * finished, and its ticket returned, when no worker holds an image of it any more <em>and</em> its outcome is acknowledged.
 *
 * <p>Thread-safe, but for {@link #takeNext}, {@link #untaken}, which the scheduler's lock guards.
 */
public final class RequestJob implements ImageWork {
    private final GenerationRequest request;
    private final Lane lane;
    private final ServedVersion version;
    private final ImageInputs inputs;
    private final ResultSink sink;
    private final Ticket ticket;
    private final Consumer<RequestJob> whenFinished;
    private final long queuedNanos;

    private final int perBatch;
    private final AtomicReferenceArray<PendingBatch> batches;
    private final AtomicLongArray offsets;
    private final AtomicInteger undelivered;
    private final AtomicInteger unreturned;
    private final AtomicReference<RequestEnd> end = new AtomicReference<>();
    private final AtomicInteger openGates = new AtomicInteger(2); // images returned; outcome acknowledged
    private final AtomicReference<Throwable> undeliverable = new AtomicReference<>();
    private volatile int partition = -1;
    private int next;

    /**
     * @param version retained by the caller for this job; the job releases it
     * @param whenFinished told once, from a worker or delivery thread, when there is room for the next
     */
    public RequestJob(
            GenerationRequest request,
            Lane lane,
            ServedVersion version,
            ResultSink sink,
            Ticket ticket,
            Consumer<RequestJob> whenFinished) {
        this.request = request;
        this.lane = lane;
        this.version = version;
        this.inputs = new ImageInputs(request, version.known().card());
        this.sink = sink;
        this.ticket = ticket;
        this.whenFinished = whenFinished;
        this.queuedNanos = System.nanoTime();
        this.perBatch = request.imagesPerBatch();
        int count = (request.count() + perBatch - 1) / perBatch;
        this.batches = new AtomicReferenceArray<>(count);
        for (int b = 0; b < count; b++) {
            batches.set(b, new PendingBatch(Math.min(perBatch, request.count() - b * perBatch)));
        }
        this.offsets = new AtomicLongArray(count);
        this.undelivered = new AtomicInteger(count);
        this.unreturned = new AtomicInteger(request.count());
    }

    public GenerationRequest request() {
        return request;
    }

    public Lane lane() {
        return lane;
    }

    public ServedVersion version() {
        return version;
    }

    public int images() {
        return request.count();
    }

    long queuedNanos() {
        return queuedNanos;
    }

    float[] latent(int image) {
        return inputs.latent(request.firstImage() + image);
    }

    float[] condition(int image) {
        return inputs.condition(request.firstImage() + image);
    }

    @Override
    public int priority() {
        return request.priority();
    }

    @Override
    public int untaken() {
        return request.count() - next;
    }

    @Override
    public int takeNext() {
        return next++;
    }

    @Override
    public boolean wanted(Instant now) {
        return live() && !request.overdue(now);
    }

    boolean live() {
        return end.get() == null;
    }

    /** A worker made an image. */
    void accept(int image, byte[] encoded, float[] label, float[] latent) {
        int b = image / perBatch;
        PendingBatch batch = batches.get(b);
        if (batch.add(image - b * perBatch, encoded, label, request.withLatents() ? latent : null) && live()) {
            batches.set(b, null); // its bytes are the sink's now
            deliver(b, batch);
        }
    }

    /** Images that were taken, or left the queue, and will not be asked for again. */
    void returned(int images) {
        if (unreturned.addAndGet(-images) == 0) {
            passGate();
        }
    }

    /** Ends it early; the queue drops what is left when it comes to it. No effect on a request that has ended. */
    public void stop(RequestEnd early) {
        conclude(early, List.of());
    }

    /** As {@link #stop}, for a job that has left the queue. */
    public void abandon(RequestEnd early) {
        stop(early);
        returned(untaken());
    }

    private void deliver(int b, PendingBatch batch) {
        FinishedBatch finished = new FinishedBatch(
                request,
                lane,
                version.known(),
                request.firstImage() + (long) b * perBatch,
                batch.images(),
                batch.labels(),
                batch.latents());
        var unused = sink.images(finished).whenComplete((placed, error) -> {
            if (error != null) {
                stop(RequestEnd.failed(
                        FailureCode.DELIVERY_FAILED, "Its images cannot be delivered: " + error.getMessage()));
                return;
            }
            partition = placed.partition();
            offsets.set(b, placed.offset());
            if (undelivered.decrementAndGet() == 0) {
                conclude(RequestEnd.completed(), allOffsets());
            }
        });
    }

    private List<Long> allOffsets() {
        Long[] all = new Long[offsets.length()];
        for (int b = 0; b < all.length; b++) {
            all[b] = offsets.get(b);
        }
        return List.of(all);
    }

    private void conclude(RequestEnd ended, List<Long> places) {
        if (!end.compareAndSet(null, ended)) {
            return;
        }
        Conclusion conclusion = new Conclusion(
                request.identity(),
                lane,
                Optional.of(version.key().version()),
                ended,
                places.isEmpty() ? -1 : partition,
                places);
        var unused = sink.conclude(conclusion).whenComplete((nothing, error) -> {
            undeliverable.set(error);
            passGate();
        });
    }

    private void passGate() {
        if (openGates.decrementAndGet() > 0) {
            return;
        }
        version.release();
        whenFinished.accept(this);
        Throwable error = undeliverable.get();
        if (error == null) {
            ticket.done();
        } else {
            ticket.giveUp(error);
        }
    }
}

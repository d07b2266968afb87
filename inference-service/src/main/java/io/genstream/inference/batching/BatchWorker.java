package io.genstream.inference.batching;

import io.genstream.inference.request.FailureCode;
import io.genstream.inference.request.InferenceMetrics;
import io.genstream.inference.request.InferenceMetrics.Stage;
import io.genstream.inference.request.RequestEnd;
import io.genstream.model.card.ModelCard;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches, runs the model and encodes the pictures, all on its own thread: from the queue to the producer there is no
 * further hop. Where a run fails with several requests in it, each is run alone, so that one cannot fail its neighbours.
 */
final class BatchWorker implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BatchWorker.class);

    private final BatchScheduler scheduler;
    private final InferenceMetrics metrics;

    BatchWorker(BatchScheduler scheduler, InferenceMetrics metrics) {
        this.scheduler = scheduler;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        try {
            Optional<Batch> batch = scheduler.take();
            while (batch.isPresent()) {
                work(batch.get());
                batch = scheduler.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Batch batch) {
        // a job that was stopped keeps its first end; one that was not is overdue
        batch.unwanted().forEach(job -> job.abandon(RequestEnd.expired()));
        if (batch.slots().isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (Slot<RequestJob> slot : batch.slots()) {
            if (slot.image() == 0) {
                metrics.stage(Stage.QUEUE, now - slot.work().queuedNanos());
            }
        }
        metrics.batch(batch.lane(), batch.slots().size());
        make(batch, batch.slots());
        batch.slots().forEach(slot -> slot.work().returned(1));
    }

    private void make(Batch batch, List<Slot<RequestJob>> slots) {
        try {
            run(batch, slots);
        } catch (RuntimeException | LinkageError e) {
            Map<RequestJob, List<Slot<RequestJob>>> byJob = new LinkedHashMap<>();
            slots.forEach(slot ->
                    byJob.computeIfAbsent(slot.work(), j -> new ArrayList<>()).add(slot));
            if (byJob.size() > 1) {
                byJob.values().forEach(alone -> make(batch, alone));
                return;
            }
            RequestJob job = slots.get(0).work();
            LOGGER.warn("{} failed on {}: {}", job.request(), batch.version().key(), e.getMessage());
            LOGGER.debug("Running {}", batch.version().key(), e);
            job.stop(RequestEnd.failed(FailureCode.GENERATION_FAILED, "The model failed: " + e.getMessage()));
        }
    }

    private void run(Batch batch, List<Slot<RequestJob>> slots) {
        long started = System.nanoTime();
        int count = slots.size();
        float[][] latents = new float[count][];
        float[][] conditions = new float[count][];
        for (int i = 0; i < count; i++) {
            Slot<RequestJob> slot = slots.get(i);
            latents[i] = slot.work().latent(slot.image());
            conditions[i] = slot.work().condition(slot.image());
        }
        byte[][] images = batch.version().model().generate(latents, conditions).images();
        long made = System.nanoTime();
        metrics.stage(Stage.RUN, made - started);
        byte[][] encoded = encode(batch.version().known().card(), slots, images);
        metrics.stage(Stage.ENCODE, System.nanoTime() - made);
        for (int i = 0; i < count; i++) {
            slots.get(i).work().accept(slots.get(i).image(), encoded[i], conditions[i], latents[i]);
        }
    }

    private static byte[][] encode(ModelCard card, List<Slot<RequestJob>> slots, byte[][] images) {
        byte[][] encoded = new byte[images.length][];
        for (int i = 0; i < images.length; i++) {
            Pixels pixels = new Pixels(card.height(), card.width(), card.channels(), images[i]);
            encoded[i] = ImageCodec.encode(slots.get(i).work().request().encoding(), pixels);
        }
        return encoded;
    }
}

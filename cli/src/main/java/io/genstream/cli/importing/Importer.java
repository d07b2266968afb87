package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.genstream.model.webdataset.WebDatasetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Reads, fits and sends pictures: while archives are under way the next is made, on all cores. What is in memory is bounded by
 * bytes. Used by one thread.
 */
final class Importer implements AutoCloseable {
    private static final int ARCHIVE_BYTES = 2 << 20;
    private static final int ARCHIVES_UNDER_WAY = 2;
    private static final int AHEAD_BYTES = 2 << 20;
    private static final int LEAST_AHEAD = 4;
    private static final int MOST_AHEAD = 256;

    private final Target target;
    private final boolean replace;
    private final ImportPlan plan;
    private final ImportReport report;
    private final Readers readers;
    private final ImportLimits limits;
    private final ExecutorService senders = Executors.newFixedThreadPool(ARCHIVES_UNDER_WAY, Readers::daemon);
    private final Deque<Sent> sent = new ArrayDeque<>();

    /** @param replace other pictures that are stored under the same ids */
    Importer(
            Target target,
            boolean replace,
            ImportPlan plan,
            ImportReport report,
            Readers readers,
            ImportLimits limits) {
        this.target = target;
        this.replace = replace;
        this.plan = plan;
        this.report = report;
        this.readers = readers;
        this.limits = limits;
    }

    /** An archive that was sent, and where its pictures lay. */
    private record Sent(Future<JsonNode> answer, List<String> sources, int upTo) {}

    /**
     * @param samples each with its id
     * @param onProgress told how many of the samples are done with, one way or another
     */
    void run(List<Sample> samples, LongConsumer onProgress) throws InterruptedException, IOException {
        int ahead = Math.max(
                LEAST_AHEAD, Math.min(MOST_AHEAD, AHEAD_BYTES / plan.fitter().bytes()));
        Deque<Future<byte[]>> fitted = new ArrayDeque<>();
        Archive archive = new Archive();
        int begun = 0;
        for (int done = 0; done < samples.size(); done++) {
            while (begun < samples.size() && begun - done < ahead) {
                fitted.add(fitted(samples.get(begun++)));
            }
            archive.add(samples.get(done), fitted.remove());
            if (archive.size() >= ARCHIVE_BYTES) {
                send(archive, done + 1, onProgress);
                archive = new Archive();
            }
        }
        send(archive, samples.size(), onProgress);
        while (!sent.isEmpty()) {
            settle(onProgress);
        }
    }

    private Future<byte[]> fitted(Sample sample) {
        Picture picture = sample.picture();
        PictureFitter fitter = plan.fitter();
        return readers.read(
                picture,
                limits.maxBytes(),
                bytes -> fitter.fit(picture.decode(bytes, limits.maxPixels(), fitter::frame)));
    }

    private void send(Archive archive, int upTo, LongConsumer onProgress) throws InterruptedException, IOException {
        if (archive.sources.isEmpty()) {
            return;
        }
        if (sent.size() == ARCHIVES_UNDER_WAY) {
            settle(onProgress);
        }
        byte[] tar = archive.bytes();
        sent.add(new Sent(
                senders.submit(() -> target.store(tar, plan.fitter().colour(), replace)), archive.sources, upTo));
    }

    private void settle(LongConsumer onProgress) throws InterruptedException {
        Sent first = sent.remove();
        try {
            report.add(first.answer().get(), first.sources());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
        onProgress.accept(first.upTo());
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }

    /** A tar that grows. */
    private final class Archive {
        private final ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(ARCHIVE_BYTES + (ARCHIVE_BYTES >> 4)); // it would double
        private final WebDatasetWriter tar = new WebDatasetWriter(bytes);
        private final List<String> sources = new ArrayList<>();

        void add(Sample sample, Future<byte[]> fitted) throws InterruptedException, IOException {
            byte[] picture;
            try {
                picture = fitted.get();
            } catch (ExecutionException e) {
                report.leaveOut(sample.source() + ": " + Identities.why(e.getCause()));
                return;
            }
            String key = WebDatasetWriter.key(sources.size());
            tar.add(key + ".ppm", picture, Instant.EPOCH);
            tar.add(
                    key + ".json",
                    plan.describe(sample, JsonNodeFactory.instance.objectNode())
                            .toString()
                            .getBytes(StandardCharsets.UTF_8),
                    Instant.EPOCH);
            sources.add(sample.source());
        }

        int size() {
            return bytes.size();
        }

        byte[] bytes() throws IOException {
            tar.close();
            return bytes.toByteArray();
        }
    }
}

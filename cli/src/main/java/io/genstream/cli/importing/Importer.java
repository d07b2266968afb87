package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.model.pixels.PixelException;
import io.genstream.model.webdataset.WebDatasetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Reads, fits and sends pictures: while one archive is under way the next is made, on all cores. Two archives are in memory at
 * most. Used by one thread.
 */
final class Importer implements AutoCloseable {
    private static final int PICTURES_A_REQUEST = 128;

    private final GatewayClient gateway;
    private final String path;
    private final ImportPlan plan;
    private final ImportReport report;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Importer::daemon);
    private final ExecutorService sender = Executors.newSingleThreadExecutor(Importer::daemon);

    Importer(GatewayClient gateway, String datasetId, ImportPlan plan, ImportReport report) {
        this.gateway = gateway;
        this.path = "/v1/datasets/" + GatewayClient.segment(datasetId) + "/records?channels="
                + (plan.fitter().colour() ? 3 : 1);
        this.plan = plan;
        this.report = report;
    }

    /** An archive that was sent, and whose pictures they were. */
    private record Sent(Future<JsonNode> answer, List<String> ids, int upTo) {}

    /** @param onProgress told how many of the samples are done with, one way or another */
    void run(List<Sample> samples, LongConsumer onProgress) throws InterruptedException, IOException {
        Sent underWay = null;
        for (int from = 0; from < samples.size(); from += PICTURES_A_REQUEST) {
            int to = Math.min(samples.size(), from + PICTURES_A_REQUEST);
            List<String> ids = new ArrayList<>();
            byte[] tar = archive(samples.subList(from, to), ids);
            settle(underWay, onProgress);
            underWay = ids.isEmpty() ? null : new Sent(sender.submit(() -> Upload.send(gateway, path, tar)), ids, to);
        }
        settle(underWay, onProgress);
    }

    @Override
    public void close() {
        readers.shutdownNow();
        sender.shutdownNow();
    }

    private byte[] archive(List<Sample> samples, List<String> ids) throws InterruptedException, IOException {
        List<Callable<byte[]>> readings = new ArrayList<>();
        samples.forEach(
                sample -> readings.add(() -> plan.fitter().fit(sample.picture().read())));
        List<Future<byte[]>> pictures = readers.invokeAll(readings);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WebDatasetWriter tar = new WebDatasetWriter(bytes);
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            try {
                byte[] picture = pictures.get(i).get();
                String key = WebDatasetWriter.key(ids.size());
                tar.add(key + ".png", picture, Instant.EPOCH);
                tar.add(
                        key + ".json",
                        plan.describe(sample, gateway.object()).toString().getBytes(StandardCharsets.UTF_8),
                        Instant.EPOCH);
                ids.add(sample.name());
            } catch (ExecutionException e) {
                report.leaveOut(sample.name() + ": " + why(e.getCause()));
            }
        }
        tar.close();
        return bytes.toByteArray();
    }

    private void settle(Sent sent, LongConsumer onProgress) throws InterruptedException {
        if (sent == null) {
            return;
        }
        try {
            report.add(sent.answer().get(), sent.ids());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
        onProgress.accept(sent.upTo());
    }

    /** A file's own fault; anything else is ours and ends the import. */
    private static String why(Throwable cause) {
        if (cause instanceof PixelException || cause instanceof IOException) {
            return cause.getMessage();
        }
        throw new IllegalStateException(cause);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "import");
        thread.setDaemon(true);
        return thread;
    }
}

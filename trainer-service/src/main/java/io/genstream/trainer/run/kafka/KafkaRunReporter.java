package io.genstream.trainer.run.kafka;

import io.genstream.schemas.KafkaConnection;
import io.genstream.schemas.Outlet;
import io.genstream.schemas.Topics;
import io.genstream.schemas.Writer;
import io.genstream.schemas.avro.Preview;
import io.genstream.schemas.avro.TrainingProgress;
import io.genstream.trainer.kafka.Outbox;
import io.genstream.trainer.metrics.TrainerMetrics;
import io.genstream.trainer.run.RunReporter;
import java.nio.ByteBuffer;

/** Sends loss curves and previews, as many as the cluster takes. Thread-safe. */
public final class KafkaRunReporter implements RunReporter, AutoCloseable {
    private static final Outlet<TrainingProgress> PROGRESS = new Outlet<>(Topics.TRAINING_PROGRESS, Writer.TRAINER);
    private static final Outlet<Preview> PREVIEWS = new Outlet<>(Topics.PREVIEWS, Writer.TRAINER);
    private static final int MAX_WAITING_POINTS = 256;
    private static final int MAX_WAITING_PREVIEWS = 4;
    /** A preview is small by contract; a larger one would crowd out the dashboards' other frames. */
    private static final int MAX_PREVIEW_BYTES = 256 << 10;

    private final Outbox<TrainingProgress> progress;
    private final Outbox<Preview> previews;
    private final TrainerMetrics metrics;

    public KafkaRunReporter(KafkaConnection connection, String clientId, TrainerMetrics metrics) {
        this.progress = new Outbox<>(connection, clientId, PROGRESS, MAX_WAITING_POINTS, metrics);
        this.previews = new Outbox<>(connection, clientId, PREVIEWS, MAX_WAITING_PREVIEWS, metrics);
        this.metrics = metrics;
    }

    @Override
    public void progress(ProgressPoint point) {
        progress.offer(
                point.runId(),
                TrainingProgress.newBuilder()
                        .setRunId(point.runId())
                        .setRecipe(point.recipe())
                        .setModel(point.model())
                        .setStep(point.step())
                        .setEpoch(point.epoch())
                        .setImagesSeen(point.imagesSeen())
                        .setTargetImages(point.targetImages())
                        .setLosses(point.losses())
                        .setImagesPerSecond(point.imagesPerSecond())
                        .setEtaSeconds(
                                point.etaSeconds().isPresent()
                                        ? point.etaSeconds().getAsDouble()
                                        : null)
                        .setAt(point.at())
                        .build());
    }

    @Override
    public void preview(TrainingPreview preview) {
        if (preview.sheet().png().length > MAX_PREVIEW_BYTES) {
            metrics.dropped(PREVIEWS.name());
            return;
        }
        previews.offer(
                preview.model(),
                Preview.newBuilder()
                        .setModel(preview.model())
                        .setRunId(preview.runId())
                        .setStep(preview.step())
                        .setImagesSeen(preview.imagesSeen())
                        .setPng(ByteBuffer.wrap(preview.sheet().png()))
                        .setRows(preview.sheet().rows())
                        .setColumns(preview.sheet().columns())
                        .setAt(preview.at())
                        .build());
    }

    @Override
    public void close() {
        progress.close();
        previews.close();
    }
}

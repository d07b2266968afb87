package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.Revisions;
import io.genstream.gateway.datasets.kafka.DatasetAppender;
import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.gateway.error.GatewayException;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;

/** What can be done to a data set over HTTP. Everything blocks: called on the upload threads. Thread-safe. */
final class DatasetOperations {
    private final DatasetLog log;
    private final Revisions revisions;
    private final long maxPictureBytes;
    private final MeterRegistry registry;

    DatasetOperations(DatasetLog log, long maxPictureBytes, MeterRegistry registry, Clock clock) {
        this.log = log;
        this.revisions = new Revisions(log, clock);
        this.maxPictureBytes = maxPictureBytes;
        this.registry = registry;
    }

    JsonObject storeTar(String datasetId, InputStream body, Optional<Integer> channels) {
        DatasetAppender appender = log.appender(datasetId);
        TarUpload upload =
                new TarUpload(appender, new PictureReader(appender.index().shape(), channels));
        return counted(upload.run(new WebDatasetReader(body, maxPictureBytes)));
    }

    JsonObject storePicture(String datasetId, InputStream body, RecordFields fields, Optional<Integer> channels) {
        byte[] file = wholePicture(body);
        DatasetAppender appender = log.appender(datasetId);
        PictureReader pictures = new PictureReader(appender.index().shape(), channels);
        UploadReport report = new UploadReport();
        report.count(appender.append(pictures.read(file, fields)));
        appender.awaitWritten();
        return counted(report);
    }

    private byte[] wholePicture(InputStream body) {
        try {
            byte[] file = body.readNBytes((int) maxPictureBytes + 1);
            if (file.length > maxPictureBytes) {
                throw GatewayException.of(
                        413,
                        "BODY_TOO_LARGE",
                        "The picture has more than " + maxPictureBytes + " bytes (dataset.picture.max.bytes)");
            }
            return file;
        } catch (IOException e) {
            throw GatewayException.of(400, "BODY_CUT_OFF", "The body ended too early");
        }
    }

    private JsonObject counted(UploadReport report) {
        report.counts()
                .forEach((result, count) -> registry.counter("genstream.gateway.dataset.records", "result", result)
                        .increment(count));
        return report.json();
    }

    DatasetRevision announce(String datasetId, RevisionOrder order) {
        return revisions.announce(datasetId, (latest, shape) -> order.describe(datasetId, latest, shape));
    }

    /** @throws GatewayException 404 where there is no such record */
    void delete(String datasetId, String recordId) {
        if (log.index(datasetId).get(recordId).isEmpty()) {
            throw GatewayException.of(404, "RECORD_NOT_FOUND", "Data set " + datasetId + " has no record " + recordId);
        }
        log.delete(datasetId, recordId);
        registry.counter("genstream.gateway.dataset.records", "result", "deleted")
                .increment();
    }
}

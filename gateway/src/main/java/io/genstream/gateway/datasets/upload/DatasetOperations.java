package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetIndex;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.kafka.DatasetAppender;
import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.gateway.datasets.kafka.DeletedRecords;
import io.genstream.gateway.datasets.kafka.Revisions;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.log.kafka.Forgetting;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What can be done to a data set over HTTP. Everything blocks: called on the upload threads. Thread-safe. */
final class DatasetOperations {
    private static final int NAMED = 10;

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

    JsonObject storeTar(String datasetId, InputStream body, Optional<Integer> channels, boolean mayReplace) {
        DatasetAppender appender = log.appender(datasetId);
        PictureReader pictures = new PictureReader(appender.index().shape(), channels);
        return counted(new TarUpload(appender, pictures, maxPictureBytes, mayReplace).run(body));
    }

    JsonObject storePicture(
            String datasetId, InputStream body, RecordFields fields, Optional<Integer> channels, boolean mayReplace) {
        byte[] file = wholePicture(body);
        DatasetAppender appender = log.appender(datasetId);
        PictureReader pictures = new PictureReader(appender.index().shape(), channels);
        UploadReport report = new UploadReport();
        report.count(appender.append(pictures.read(file, fields), mayReplace));
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

    /**
     * @param name id of the record, or where it lay in what was imported
     * @throws GatewayException 404 where there is no such record, 409 where several lay there
     */
    void delete(String datasetId, String name) {
        delete(datasetId, List.of(recordId(log.index(datasetId), datasetId, name)));
    }

    private static String recordId(DatasetIndex index, String datasetId, String name) {
        if (index.get(name).isPresent()) {
            return name;
        }
        List<String> found = index.find(record -> record.source().equals(name), NAMED);
        if (found.isEmpty()) {
            throw GatewayException.of(404, "RECORD_NOT_FOUND", "Data set " + datasetId + " has no record " + name);
        }
        if (found.size() > 1) {
            throw GatewayException.of(
                    409,
                    "RECORD_AMBIGUOUS",
                    "Data set " + datasetId + " has several pictures that lay at " + name + ": name one of "
                            + String.join(", ", found));
        }
        return found.get(0);
    }

    /** @throws GatewayException 404 where there is no record of that person */
    JsonObject deleteSubject(String datasetId, String subject) {
        List<String> recordIds =
                log.index(datasetId).find(record -> record.subject().equals(subject), Integer.MAX_VALUE);
        if (recordIds.isEmpty() || subject.isEmpty()) {
            throw GatewayException.of(
                    404, "SUBJECT_NOT_FOUND", "Data set " + datasetId + " has no record of subject " + subject);
        }
        delete(datasetId, recordIds);
        return new JsonObject()
                .put("datasetId", datasetId)
                .put("subject", subject)
                .put("deleted", recordIds.size());
    }

    private void delete(String datasetId, List<String> recordIds) {
        log.delete(datasetId, recordIds);
        revisions.recount(datasetId);
        registry.counter("genstream.gateway.dataset.records", "result", "deleted")
                .increment(recordIds.size());
    }

    /** What the log still has of deleted records, having looked: all of the data set's, or those of a record or a person. */
    JsonObject deletions(String datasetId, Optional<String> recordId, Optional<String> subject) {
        DeletedRecords found = log.deleted(datasetId, recordId, subject);
        Forgetting forgetting = log.forgetting();
        return new JsonObject()
                .put("datasetId", datasetId)
                .put("recordId", recordId.orElse(null))
                .put("subject", subject.orElse(null))
                .put("pictures", found.pictures())
                .put("tombstones", found.tombstones())
                .put("kept", found.kept())
                .put("bytesGoneWithinMs", forgetting.bytesGone().toMillis())
                .put("idsGoneWithinMs", forgetting.idsGone().toMillis())
                .put("filesGoneWithinMs", forgetting.files().toMillis());
    }

    /**
     * A page of what the log has, in the order of ids; the next one begins behind {@code next}.
     *
     * @param name the record with this id; where there is none, those that lay there
     */
    JsonObject list(String datasetId, Optional<String> subject, Optional<String> name, String after, int limit) {
        DatasetIndex index = log.index(datasetId);
        JsonArray records = new JsonArray();
        List<String> ids = name.isPresent() && index.get(name.get()).isPresent()
                ? List.of(name.get())
                : index.find(
                        record -> subject.orElse(record.subject()).equals(record.subject())
                                && name.orElse(record.source()).equals(record.source()),
                        after,
                        limit);
        for (String id : ids) {
            index.get(id)
                    .ifPresent(record -> records.add(new JsonObject()
                            .put("recordId", id)
                            .put("split", record.split().name())
                            .put("subject", record.subject().isEmpty() ? null : record.subject())
                            .put("source", record.source().isEmpty() ? null : record.source())));
        }
        String next = ids.size() < limit ? null : ids.get(ids.size() - 1);
        return new JsonObject()
                .put("datasetId", datasetId)
                .put("records", records)
                .put("next", next);
    }
}

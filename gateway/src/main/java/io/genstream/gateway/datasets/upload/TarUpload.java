package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.kafka.DatasetAppender;
import io.genstream.gateway.error.GatewayException;
import io.genstream.model.webdataset.WebDatasetReader;
import io.genstream.model.webdataset.WebDatasetReader.Keys;
import io.genstream.model.webdataset.WebDatasetRecord;
import java.io.IOException;
import java.io.InputStream;

/** Stores a tar's records one by one. A record that is not as it should be is left out and named; the others are stored. One thread. */
final class TarUpload {
    private final DatasetAppender appender;
    private final PictureReader pictures;
    private final long maxPictureBytes;
    private final boolean mayReplace;
    private final UploadReport report = new UploadReport();

    /** @param mayReplace pictures that are stored under the same ids */
    TarUpload(DatasetAppender appender, PictureReader pictures, long maxPictureBytes, boolean mayReplace) {
        this.appender = appender;
        this.pictures = pictures;
        this.maxPictureBytes = maxPictureBytes;
        this.mayReplace = mayReplace;
    }

    /** @throws GatewayException 400 BAD_TAR, which says what was stored before the tar went wrong */
    UploadReport run(InputStream body) {
        WebDatasetReader<byte[]> tar = new WebDatasetReader<>(
                body, Keys.END_AT_LAST_DOT, maxPictureBytes, (size, content) -> content.readAllBytes());
        try {
            for (var record = tar.next(); record.isPresent(); record = tar.next()) {
                store(record.get());
            }
        } catch (IOException e) {
            appender.awaitWritten();
            throw badTar(e);
        }
        appender.awaitWritten();
        if (report.records() == 0) {
            throw GatewayException.of(400, "BAD_TAR", "The tar holds no file that belongs to a record");
        }
        return report;
    }

    private void store(WebDatasetRecord<byte[]> sample) {
        try {
            if (sample.problem().isPresent()) {
                throw refusal(sample.problem().get());
            }
            byte[] file = sample.picture().orElseThrow(TarUpload::noPicture);
            report.count(appender.append(pictures.read(file, RecordFields.of(sample)), mayReplace));
        } catch (DatasetException e) {
            if (e.reason().status() >= 500) {
                throw e;
            }
            report.reject(sample.key(), e);
        }
    }

    private static DatasetException refusal(WebDatasetRecord.Problem problem) {
        return switch (problem.fault()) {
            case PICTURE_TOO_LARGE ->
                new DatasetException(Reason.PICTURE_TOO_LARGE, problem.message() + " (dataset.picture.max.bytes)");
            case SECOND_PICTURE -> new DatasetException(Reason.BAD_PICTURE, problem.message());
            case TEXT_TOO_LONG -> new DatasetException(Reason.BAD_RECORD_JSON, problem.message());
        };
    }

    private static DatasetException noPicture() {
        return new DatasetException(
                Reason.NO_PICTURE,
                "there is no .png, .jpg or .jpeg next to it in the tar; the files of a record lie together"
                        + " (tar --sort=name)");
    }

    private GatewayException badTar(IOException e) {
        String until = report.records() == 0 ? "" : "; until then: " + report;
        GatewayException told = GatewayException.of(
                400,
                "BAD_TAR",
                "The body is not a tar, or breaks off as one (" + e.getMessage()
                        + "); send an uncompressed tar as application/x-tar" + until);
        told.initCause(e);
        return told;
    }
}

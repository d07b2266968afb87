package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.kafka.DatasetAppender;
import io.genstream.gateway.error.GatewayException;
import java.util.Optional;

/** Stores a tar's records one by one. A record that is not as it should be is left out and named; the others are stored. One thread. */
final class TarUpload {
    private final DatasetAppender appender;
    private final PictureReader pictures;
    private final UploadReport report = new UploadReport();

    TarUpload(DatasetAppender appender, PictureReader pictures) {
        this.appender = appender;
        this.pictures = pictures;
    }

    /** @throws GatewayException 400 BAD_TAR, which says what was stored before the tar went wrong */
    UploadReport run(WebDatasetReader tar) {
        try {
            for (Optional<Sample> sample = tar.next(); sample.isPresent(); sample = tar.next()) {
                store(sample.get());
            }
        } catch (GatewayException e) {
            appender.awaitWritten();
            throw withReport(e);
        }
        appender.awaitWritten();
        if (report.records() == 0) {
            throw GatewayException.of(400, "BAD_TAR", "The tar holds no file that belongs to a record");
        }
        return report;
    }

    private void store(Sample sample) {
        try {
            if (sample.problem().isPresent()) {
                throw sample.problem().get();
            }
            byte[] file = sample.picture().orElseThrow(TarUpload::noPicture);
            report.count(appender.append(pictures.read(file, RecordFields.of(sample))));
        } catch (DatasetException e) {
            if (e.reason().status() >= 500) {
                throw e;
            }
            report.reject(sample.key(), e);
        }
    }

    private static DatasetException noPicture() {
        return new DatasetException(
                Reason.NO_PICTURE,
                "there is no .png, .jpg or .jpeg next to it in the tar; the files of a record lie together"
                        + " (tar --sort=name)");
    }

    private GatewayException withReport(GatewayException e) {
        if (report.records() == 0) {
            return e;
        }
        GatewayException told = GatewayException.of(e.status(), e.code(), e.getMessage() + "; until then: " + report);
        told.initCause(e);
        return told;
    }
}

package io.genstream.gateway.datasets.kafka;

import io.genstream.gateway.datasets.DatasetDescription;
import io.genstream.gateway.datasets.DatasetDescription.LabelMeaning;
import io.genstream.gateway.datasets.DatasetImage;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.gateway.datasets.PictureShape;
import io.genstream.gateway.datasets.RecordSummary;
import io.genstream.schemas.avro.DatasetRecord;
import io.genstream.schemas.avro.DatasetUpdate;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.LabelKind;
import io.genstream.schemas.avro.Split;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Data sets between their domain records and Avro. Stateless. */
final class DatasetMapper {
    private DatasetMapper() {}

    static DatasetUpdate toAvro(DatasetRevision revision, Instant at) {
        DatasetDescription description = revision.description();
        Map<String, Long> counts = new TreeMap<>();
        revision.counts().forEach((split, count) -> counts.put(split.name(), count));
        return DatasetUpdate.newBuilder()
                .setDatasetId(description.datasetId())
                .setRevision(revision.revision())
                .setEndOffsets(revision.endOffsets())
                .setCounts(counts)
                .setLabelKind(LabelKind.valueOf(description.labelMeaning().name()))
                .setAttributeNames(description.attributeNames())
                .setHeight(description.height())
                .setWidth(description.width())
                .setChannels(description.channels())
                .setLicence(description.licence())
                .setAt(at)
                .build();
    }

    static DatasetRevision fromAvro(DatasetUpdate update) {
        Map<DatasetSplit, Long> counts = new EnumMap<>(DatasetSplit.class);
        update.getCounts().forEach((split, count) -> counts.put(DatasetSplit.valueOf(split), count));
        DatasetDescription description = new DatasetDescription(
                update.getDatasetId(),
                LabelMeaning.valueOf(update.getLabelKind().name()),
                update.getAttributeNames(),
                update.getHeight(),
                update.getWidth(),
                update.getChannels(),
                update.getLicence());
        return new DatasetRevision(description, update.getRevision(), update.getEndOffsets(), counts);
    }

    static DatasetRecord record(String datasetId, DatasetImage image) {
        return DatasetRecord.newBuilder()
                .setDatasetId(datasetId)
                .setRecordId(image.recordId())
                .setImage(ByteBuffer.wrap(image.image()))
                .setEncoding(Encoding.valueOf(image.encoding().name()))
                .setHeight(image.height())
                .setWidth(image.width())
                .setChannels(image.channels())
                .setLabels(image.labels())
                .setSubject(image.subject().orElse(null))
                .setSplit(Split.valueOf(image.split().name()))
                .build();
    }

    static RecordSummary summary(byte[] stored, DatasetRecord record) {
        return summary(
                stored,
                DatasetSplit.valueOf(record.getSplit().name()),
                new PictureShape(record.getHeight(), record.getWidth(), record.getChannels()),
                record.getLabels(),
                record.getSubject() == null ? "" : record.getSubject());
    }

    static RecordSummary summary(
            byte[] stored, DatasetSplit split, PictureShape shape, List<Float> labels, String subject) {
        CRC32C crc = new CRC32C();
        crc.update(stored);
        long digest = crc.getValue() << 32 | (Arrays.hashCode(stored) & 0xFFFFFFFFL);
        return RecordSummary.of(digest, stored.length, split, shape, labels, subject);
    }
}

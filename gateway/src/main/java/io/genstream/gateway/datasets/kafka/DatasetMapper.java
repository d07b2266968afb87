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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Data sets between their domain records and Avro. Stateless. */
final class DatasetMapper {
    /** The golden ratio's: neighbouring values end far apart. */
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private DatasetMapper() {}

    static DatasetUpdate toAvro(DatasetRevision revision, Instant at) {
        DatasetDescription description = revision.description();
        return DatasetUpdate.newBuilder()
                .setDatasetId(description.datasetId())
                .setRevision(revision.revision())
                .setEndOffsets(revision.endOffsets())
                .setCounts(counts(revision.counts()))
                .setLabelKind(LabelKind.valueOf(description.labelMeaning().name()))
                .setAttributeNames(description.attributeNames())
                .setHeight(description.height())
                .setWidth(description.width())
                .setChannels(description.channels())
                .setLicence(description.licence())
                .setAt(at)
                .build();
    }

    static Map<String, Long> counts(Map<DatasetSplit, Long> bySplit) {
        Map<String, Long> counts = new TreeMap<>();
        bySplit.forEach((split, count) -> counts.put(split.name(), count));
        return counts;
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
                .setSource(image.source().orElse(null))
                .build();
    }

    static RecordSummary summary(DatasetRecord record) {
        List<Float> labels = record.getLabels();
        return new RecordSummary(
                crc(new CRC32C(), record.getImage()) << 32 | crc(new CRC32(), record.getImage()),
                record.getImage().remaining(),
                new PictureShape(record.getHeight(), record.getWidth(), record.getChannels()),
                DatasetSplit.valueOf(record.getSplit().name()),
                digest(labels),
                labels.size(),
                labels.isEmpty() ? Float.NaN : labels.get(0),
                orEmpty(record.getSubject()),
                orEmpty(record.getSource()));
    }

    private static long crc(Checksum checksum, ByteBuffer bytes) {
        checksum.update(bytes.duplicate());
        return checksum.getValue();
    }

    private static long digest(List<Float> labels) {
        long digest = 0;
        for (float label : labels) {
            digest = digest * ODD + Float.floatToIntBits(label);
        }
        return digest;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}

package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.schemas.avro.Evaluation;
import io.genstream.schemas.avro.MetricKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuresTest {
    @ParameterizedTest
    @CsvSource({
        "fd-digits-2000-none, frechet-distance, DISTANCE, digits-2000",
        "fd-pca32-train-250-area32, frechet-distance, DISTANCE, pca32-train-250",
        "fid-inception2015-10k-clean, frechet-distance, DISTANCE, inception2015-10k",
        "fd-digits-2000-none-relative, relative-frechet-distance, DISTANCE, digits-2000",
        "agreement-my-net-5-2000, agreement, SHARE, my-net-5-2000",
        "precision-digits-2000-k3, precision, SHARE, digits-2000",
        "recall-pca32-train-250-k3, recall, SHARE, pca32-train-250",
        "nn-train-pca32-train-250, nearest-training, RATIO, pca32-train-250",
        "gain-lfw-20, '', UNKNOWN, ''",
    })
    void readsWhatARecordOfBeforeMeasuresOffItsName(String metric, String measure, MetricKind kind, String protocol)
            throws IOException {
        Evaluation read = read(releasedRecord(metric));

        assertThat(read.getMetric()).isEqualTo(metric);
        assertThat(read.getMeasure()).isEqualTo(measure);
        assertThat(read.getKind()).isEqualTo(kind);
        assertThat(read.getProtocol()).isEqualTo(protocol);
        assertThat(read.getAgainstTraining()).isEqualTo(metric.contains("pca32"));
        assertThat(read.getValue()).isEqualTo(0.5);
    }

    @Test
    void onlyTheDistanceStandsForAnEvaluation() throws IOException {
        assertThat(read(releasedRecord("fd-digits-2000-none")).getMeasuredWith())
                .contains(Measures.RECALL, Measures.NEAREST_TRAINING);
        assertThat(read(releasedRecord("recall-digits-2000-k3")).getMeasuredWith())
                .isEmpty();
    }

    @Test
    void believesARecordOfTodayWhateverItsName() {
        Evaluation today = Evaluation.newBuilder(Measures.completed(releasedValues("fd-digits-2000-none")))
                .setMeasure("kernel-distance")
                .setMeasuredWith(List.of())
                .setProtocol("p")
                .build();

        byte[] bytes = Topics.EVALUATIONS.serializer().serialize("evaluations", today);

        assertThat(read(bytes)).isEqualTo(today);
    }

    private static Evaluation read(byte[] bytes) {
        return Topics.EVALUATIONS.deserializer().deserialize("evaluations", bytes);
    }

    /** As the last release wrote it. */
    private static byte[] releasedRecord(String metric) throws IOException {
        Schema released = ReleasedSchemas.of(Evaluation.getClassSchema()).get(0);
        assertThat(released.getField("kind")).isNull();
        Evaluation values = releasedValues(metric);
        GenericRecordBuilder record = new GenericRecordBuilder(released);
        for (Schema.Field field : released.getFields()) {
            record.set(field, values.get(field.name()));
        }
        record.set("at", 0L);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), released).encode(record.build(), out);
        return out.toByteArray();
    }

    private static Evaluation releasedValues(String metric) {
        return Evaluation.newBuilder()
                .setModel("m")
                .setVersion("v")
                .setMetric(metric)
                .setValue(0.5)
                .setHigherIsBetter(false)
                .setN(2_000)
                .setReferenceN(2_000)
                .setDatasetId("d")
                .setRevision(1)
                .setExtractorSha256("x")
                .setAt(java.time.Instant.EPOCH)
                .build();
    }
}

package io.genstream.eval.gate.kafka;

import io.genstream.eval.gate.Remeasurement;
import io.genstream.schemas.avro.Condition;
import io.genstream.schemas.avro.Encoding;
import io.genstream.schemas.avro.GenerationRequest;
import io.genstream.schemas.avro.Latent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The requests of one re-measurement: the same that the evaluator sends for a new checkpoint (id, seed, labels, split), so
 * that the figures compare and a second asking yields the same pictures.
 */
final class MeasurementRequests {
    private static final int IMAGES_A_RECORD = 1_024;
    private static final int BATCH_SIZE = 128;

    private MeasurementRequests() {}

    /** @param usualImages where the re-measurement does not say how many */
    static List<GenerationRequest> of(Remeasurement remeasurement, int usualImages, long seed, Instant now) {
        int images = remeasurement.images().orElse(usualImages);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int first = 0; first < images; first += IMAGES_A_RECORD) {
            requests.add(GenerationRequest.newBuilder()
                    .setRequestId(remeasurement.requestId())
                    .setModel(remeasurement.model())
                    .setVersion(remeasurement.version())
                    .setFirstImage(first)
                    .setCount(Math.min(IMAGES_A_RECORD, images - first))
                    .setRequestImages(images)
                    .setBatchSize(BATCH_SIZE)
                    .setSeed(seed)
                    .setLatent(Latent.newBuilder().build())
                    .setCondition(everyClass(remeasurement.classes()))
                    .setEncoding(Encoding.RAW)
                    .setCreatedAt(now)
                    .build());
        }
        return requests;
    }

    /** Image i asks for class i mod classes; without classes the serving side draws from the card's label rows. */
    private static Condition everyClass(int classes) {
        List<List<Float>> rows = IntStream.range(0, classes)
                .mapToObj(label -> List.of((float) label))
                .toList();
        return Condition.newBuilder().setRows(rows).build();
    }
}

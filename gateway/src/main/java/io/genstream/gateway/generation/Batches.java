package io.genstream.gateway.generation;

import io.genstream.gateway.error.GatewayException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Puts batches from the log together, in any order and with repeats. Stateless. */
final class Batches {
    private Batches() {}

    static GenerationResult join(String requestId, List<MadeBatch> batches) {
        List<MadeBatch> inOrder = new ArrayList<>(batches);
        inOrder.sort(Comparator.comparingLong(MadeBatch::firstImage));
        TreeMap<Long, byte[]> images = new TreeMap<>();
        TreeMap<Long, List<Float>> labels = new TreeMap<>();
        TreeMap<Long, List<Float>> latents = new TreeMap<>();
        for (MadeBatch batch : inOrder) {
            for (int i = 0; i < batch.images().size(); i++) {
                images.put(batch.firstImage() + i, batch.images().get(i));
                labels.put(
                        batch.firstImage() + i,
                        i < batch.labels().size() ? batch.labels().get(i) : List.of());
                if (i < batch.latents().size()) {
                    latents.put(batch.firstImage() + i, batch.latents().get(i));
                }
            }
        }
        if (inOrder.isEmpty() || images.size() != inOrder.get(0).requestImages()) {
            throw GatewayException.of(
                    410,
                    "RESULT_EXPIRED",
                    "The images of request " + requestId + " are no longer in the log; ask again");
        }
        MadeBatch first = inOrder.get(0);
        return new GenerationResult(
                requestId,
                first.model(),
                first.version(),
                first.seed(),
                first.height(),
                first.width(),
                first.channels(),
                List.copyOf(images.values()),
                List.copyOf(labels.values()),
                List.copyOf(latents.values()),
                first.madeAt());
    }
}

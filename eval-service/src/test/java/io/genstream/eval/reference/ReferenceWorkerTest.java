package io.genstream.eval.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.meters.EvalMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReferenceWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aReferenceThatIsUnderWayWhenItsDataSetIsDeletedIsNotKept() {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch deleted = new CountDownLatch(1);
        List<String> made = new CopyOnWriteArrayList<>();
        References references = new References();
        RevisionSource source = (revision, canvas) -> {
            reading.countDown();
            if (revision.datasetId().equals("gone")) {
                deleted.await();
            }
            return SmallReference.dataset(revision.datasetId(), revision.revision());
        };
        try (ReferenceWorker worker = new ReferenceWorker(
                source,
                Extractors.with(List.of()),
                new ReferenceBuilder(1),
                references,
                (reference, dataset) -> made.add(reference.revision().datasetId()),
                new EvalMeters(new SimpleMeterRegistry()))) {
            worker.start();
            worker.submit(SmallReference.dataset("gone", 1).revision());
            await().atMost(PATIENCE).until(() -> reading.getCount() == 0);
            worker.withdraw("gone");
            deleted.countDown();
            worker.submit(SmallReference.dataset("stays", 1).revision());
            await().atMost(PATIENCE).until(() -> made.contains("stays"));

            assertThat(made).containsExactly("stays");
            assertThat(references.current("gone")).isEmpty();

            worker.submit(SmallReference.dataset("gone", 2).revision());
            await().atMost(PATIENCE).until(() -> references.find("gone", 2).isPresent());
        }
    }
}

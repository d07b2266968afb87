package io.genstream.eval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.meters.EvalMeters;
import io.genstream.eval.reference.Reference;
import io.genstream.eval.reference.References;
import io.genstream.eval.reference.SmallReference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EvaluationQueueTest {
    private static final ImageShape SHAPE = new ImageShape(32, 32, 1);
    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    private static final Duration RETRY = Duration.ofSeconds(10);

    private static Extractors extractors;
    private static Reference first;
    private static Reference second;

    private final References references = new References();
    private final EvaluatedVersions evaluated = new EvaluatedVersions();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EvaluationQueue queue =
            new EvaluationQueue(new EvaluationProtocol(2_000), RETRY, references, evaluated, new EvalMeters(registry));

    @BeforeAll
    static void build() {
        extractors = Extractors.builtIn();
        Extractor extractor = extractors.fitting(SHAPE).orElseThrow();
        first = SmallReference.build(extractor, "d", 1);
        second = SmallReference.build(extractor, "d", 2);
    }

    @AfterAll
    static void close() {
        extractors.close();
    }

    @Test
    void waitsForTheReference() {
        queue.offer(version("v1", "d", SHAPE));
        assertThat(queue.due(START)).isEmpty();

        references.put(first);

        assertThat(queue.due(START)).singleElement().satisfies(ask -> {
            assertThat(ask.id().requestId()).isEqualTo("eval-m-v1-r1");
            assertThat(ask.images()).isEqualTo(2_000);
        });
        assertThat(queue.due(START)).isEmpty();
    }

    @Test
    void asksAgainEverMoreSeldomAndGivesUp() {
        references.put(first);
        queue.offer(version("v1", "d", SHAPE));
        Instant now = START;
        for (int attempt = 0; attempt < EvaluationQueue.MAX_ATTEMPTS; attempt++) {
            assertThat(queue.due(now)).hasSize(1);
            Duration wait = RETRY.multipliedBy(1L << attempt);
            assertThat(queue.due(now.plus(wait).minusMillis(1))).isEmpty();
            now = now.plus(wait);
        }

        assertThat(queue.due(now)).isEmpty();
        assertThat(queue.size()).isZero();
        assertThat(registry.counter("genstream.eval.skipped", "reason", "no-images")
                        .count())
                .isEqualTo(1);
        assertThat(registry.counter("genstream.eval.asked", "reason", "retry").count())
                .isEqualTo(3);
    }

    @Test
    void doesNotAskAgainWhileImagesComeIn() {
        references.put(first);
        queue.offer(version("v1", "d", SHAPE));
        EvaluationId id = queue.due(START).get(0).id();

        queue.progressed(id, START.plus(RETRY).minusMillis(1));

        assertThat(queue.due(START.plus(RETRY))).isEmpty();
        queue.lost(id, START.plus(RETRY));
        assertThat(queue.due(START.plus(RETRY))).hasSize(1);
    }

    @Test
    void doesNotAskForWhatIsEvaluated() {
        references.put(first);
        evaluated.add(new EvaluationId("m", "v1", 1), "d", first.extractorSha256(), 2_000);

        queue.offer(version("v1", "d", SHAPE));

        assertThat(queue.due(START)).isEmpty();
        assertThat(queue.size()).isZero();
    }

    @Test
    void anotherExtractorMakesOldFiguresWorthless() {
        references.put(first);
        evaluated.add(new EvaluationId("m", "v1", 1), "d", "another", 2_000);

        queue.offer(version("v1", "d", SHAPE));

        assertThat(queue.due(START)).hasSize(1);
    }

    @Test
    void afterAStartOldVersionsAreNotMeasuredAgainstTheNewRevision() {
        references.put(second);
        evaluated.add(new EvaluationId("m", "v1", 1), "d", second.extractorSha256(), 2_000);

        queue.offerUnlessEverEvaluated(version("v1", "d", SHAPE));
        queue.offerUnlessEverEvaluated(version("v2", "d", SHAPE));

        assertThat(queue.due(START)).extracting(ask -> ask.id().version()).containsExactly("v2");
    }

    @Test
    void aNewRevisionStartsWhatIsUnderWayAnew() {
        references.put(first);
        queue.offer(version("v1", "d", SHAPE));
        assertThat(queue.due(START)).hasSize(1);

        references.put(second);

        assertThat(queue.due(START)).extracting(ask -> ask.id().revision()).containsExactly(2L);
    }

    @Test
    void aBurstIsAskedForInPortions() {
        references.put(first);
        for (int i = 0; i < 20; i++) {
            queue.offer(version("v" + i, "d", SHAPE));
        }

        var asked = queue.due(START);
        assertThat(asked).hasSize(EvaluationQueue.MAX_IN_FLIGHT);
        assertThat(queue.due(START)).isEmpty();

        asked.forEach(ask -> evaluated.add(ask.id(), "d", first.extractorSha256(), 2_000));
        assertThat(queue.due(START).size() + queue.due(START).size()).isEqualTo(EvaluationQueue.MAX_IN_FLIGHT);
    }

    @Test
    void dropsTheOldestBeyondItsLimit() {
        for (int i = 0; i < EvaluationQueue.MAX_WAITING + 5; i++) {
            queue.offer(version("v" + i, "d", SHAPE));
        }

        assertThat(queue.size()).isEqualTo(EvaluationQueue.MAX_WAITING);
        assertThat(registry.counter("genstream.eval.skipped", "reason", "queue-full")
                        .count())
                .isEqualTo(5);
    }

    @Test
    void skipsWhatCannotBeMeasured() {
        references.put(first);
        references.putUnusable("bad", "its images fit no extractor");
        queue.offer(version("v1", "d", new ImageShape(64, 64, 3)));
        queue.offer(version("v2", "bad", SHAPE));
        queue.offer(new VersionInfo("m", "v3", false, "d", null, 0, SHAPE, 10));

        assertThat(queue.due(START)).isEmpty();
        assertThat(queue.size()).isZero();
        assertThat(registry.counter("genstream.eval.skipped", "reason", "wrong-shape")
                        .count())
                .isEqualTo(1);
        assertThat(registry.counter("genstream.eval.skipped", "reason", "unusable-dataset")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void takesTheOnlyDatasetWhereAVersionNamesNone() {
        references.put(first);
        queue.offer(version("v1", null, SHAPE));

        assertThat(queue.due(START)).hasSize(1);
    }

    @Test
    void aDeletedVersionIsForgotten() {
        queue.offer(version("v1", "d", SHAPE));
        queue.withdraw("m/v1");
        references.put(first);

        assertThat(queue.due(START)).isEmpty();
    }

    private static VersionInfo version(String version, String datasetId, ImageShape shape) {
        return new VersionInfo("m", version, true, datasetId, "run", 1, shape, 10);
    }
}

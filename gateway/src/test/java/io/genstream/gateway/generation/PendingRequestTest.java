package io.genstream.gateway.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.generation.GenerationOrder.LatentChoice;
import io.genstream.gateway.generation.GenerationOrder.Part;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request of 100 images in 10 records of two batches each. */
class PendingRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final List<Part> sent = new ArrayList<>();
    private boolean allTaken;
    private final PendingRequest request = request(false);
    private final BatchSource reader = request.reader();

    private PendingRequest request(boolean kept) {
        return new PendingRequest(
                order(),
                RequestSplitter.splitStreamed(100, 5, 400_000),
                kept,
                clock(),
                due -> sent.addAll(due.due()),
                taken -> allTaken = true);
    }

    @Test
    void sendsAnotherRecordForEachThatWasTaken() {
        sent.addAll(request.due());
        assertThat(sent).hasSize(PendingRequest.WINDOW);

        request.add(batch(0));
        request.add(batch(5));
        assertThat(sent).as("made is not taken").hasSize(4);
        reader.next().join();
        assertThat(sent).as("half a record").hasSize(4);
        reader.next().join();
        assertThat(sent).hasSize(5).last().isEqualTo(new Part(40, 10));
    }

    @Test
    void givesImagesInOrderOnceHoweverTheyCome() {
        sent.addAll(request.due());
        CompletableFuture<Optional<MadeBatch>> waiting = reader.next();
        request.add(batch(10));
        request.add(batch(5));
        request.add(batch(10));
        assertThat(waiting).isNotDone();
        request.add(batch(0));
        request.add(batch(0));

        assertThat(waiting.join().orElseThrow().firstImage()).isZero();
        assertThat(reader.next().join().orElseThrow().firstImage()).isEqualTo(5);
        assertThat(reader.next().join().orElseThrow().firstImage()).isEqualTo(10);
        assertThat(reader.next()).isNotDone();
        assertThat(request.received()).isEqualTo(15);
    }

    @Test
    void endsAfterTheLastImage() {
        sent.addAll(request.due());
        for (int first = 0; first < 100; first += 5) {
            request.add(batch(first));
            assertThat(reader.next().join()).isPresent();
        }
        assertThat(allTaken).isFalse();

        assertThat(reader.next().join()).isEmpty();
        assertThat(allTaken).isTrue();
        assertThat(sent).hasSize(10);
    }

    @Test
    void failureReachesWhoWaitsAndWhoAsksLater() {
        CompletableFuture<Optional<MadeBatch>> waiting = reader.next();

        request.fail(RequestFailures.cancelled());

        assertThat(waiting).isCompletedExceptionally();
        assertThat(reader.next()).isCompletedExceptionally();
    }

    @Test
    void missesRecordsThatWereWrittenButDidNotCome() {
        sent.addAll(request.due());
        request.add(batch(0));
        request.add(batch(5));
        request.add(batch(15));
        request.conclude(outcome(0), NOW.minusSeconds(5));
        request.conclude(outcome(10), NOW.minusSeconds(5));
        request.conclude(outcome(20), NOW.plusSeconds(5));

        assertThat(request.lost(NOW)).containsExactly(outcome(10));
        assertThat(request.lost(NOW)).as("each is told once").isEmpty();
        assertThat(request.misses(List.of(outcome(10)))).isTrue();
        request.add(batch(10));
        assertThat(request.misses(List.of(outcome(10)))).isFalse();
    }

    @Test
    void streamedRequestIsLateOnlyWhileItsReaderWaits() {
        sent.addAll(request.due());
        Instant later = NOW.plusSeconds(100);
        assertThat(request.overdue(later, Duration.ofSeconds(10))).isFalse();

        assertThat(reader.next()).isNotDone();

        assertThat(request.overdue(later, Duration.ofSeconds(10))).isTrue();
        assertThat(request.overdue(later, Duration.ofSeconds(1_000))).isFalse();
    }

    @Test
    void keepsWhatCameForLaterAndHasTheRestSent() {
        sent.addAll(request.due());
        CompletableFuture<Optional<MadeBatch>> taken = reader.next();
        request.add(batch(0));
        request.add(batch(5));
        assertThat(taken).isDone();

        request.keep();
        sent.addAll(request.due());

        assertThat(request.received()).isEqualTo(10);
        assertThat(request.heldImages()).isEqualTo(100);
        assertThat(sent).hasSize(10).doesNotHaveDuplicates();
        for (int first = 10; first < 100; first += 5) {
            assertThat(request.complete()).isFalse();
            request.add(batch(first));
        }
        assertThat(request.complete()).isTrue();
        assertThat(request.batches())
                .extracting(MadeBatch::firstImage)
                .hasSize(20)
                .startsWith(0L, 5L, 10L);
    }

    @Test
    void everyReaderOfKeptRequestGetsAllOfIt() {
        PendingRequest kept = request(true);
        assertThat(kept.due()).hasSize(10);
        BatchSource early = kept.reader();
        CompletableFuture<Optional<MadeBatch>> waiting = early.next();
        for (int first = 95; first >= 0; first -= 5) {
            kept.add(batch(first));
        }

        assertThat(waiting.join().orElseThrow().firstImage()).isZero();
        for (BatchSource source : List.of(kept.reader(), kept.reader())) {
            for (int first = 0; first < 100; first += 5) {
                assertThat(source.next().join().orElseThrow().firstImage()).isEqualTo(first);
            }
            assertThat(source.next())
                    .as("not before the request is seen to have ended")
                    .isNotDone();
        }
        BatchSource late = BatchSource.of(kept.batches());
        kept.end();
        for (int first = 5; first < 100; first += 5) {
            assertThat(early.next().join().orElseThrow().firstImage()).isEqualTo(first);
        }
        assertThat(early.next().join()).isEmpty();
        assertThat(late.next().join().orElseThrow().firstImage()).isZero();
        assertThat(allTaken).isFalse();
    }

    @Test
    void keptRequestReadsAgainOnceAllOfItsRecordsAreWritten() {
        PendingRequest kept = request(true);
        for (int first = 0; first < 90; first += 10) {
            kept.conclude(outcome(first), NOW.minusSeconds(5));
        }
        assertThat(kept.lost(NOW)).isEmpty();

        kept.conclude(outcome(90), NOW.minusSeconds(5));

        assertThat(kept.lost(NOW)).hasSize(10);
        assertThat(kept.overdue(NOW.plusSeconds(100), Duration.ofSeconds(10)))
                .as("whoever waits")
                .isTrue();
    }

    @Test
    void batchThatOverlapsAnotherOrTheEndIsNoNews() {
        PendingRequest kept = request(true);
        kept.add(batch(10));
        kept.add(batch(8));
        kept.add(batch(12));
        kept.add(batch(98));

        assertThat(kept.received()).isEqualTo(5);
    }

    private static GenerationOrder order() {
        return new GenerationOrder(
                "id",
                null,
                100,
                1,
                new LatentChoice(1, OptionalDouble.empty(), List.of(), Optional.empty(), false),
                List.of(),
                5,
                0,
                Optional.empty(),
                NOW,
                Context.root());
    }

    private static MadeBatch batch(int first) {
        List<byte[]> images = IntStream.range(0, 5).mapToObj(i -> new byte[1]).toList();
        List<List<Float>> labels =
                IntStream.range(0, 5).mapToObj(i -> List.<Float>of()).toList();
        return new MadeBatch("id", first, 100, "m", "v", 1, 1, 1, 1, images, labels, List.of(), NOW);
    }

    private static PartOutcome outcome(int first) {
        return new PartOutcome(
                "id",
                first,
                10,
                100,
                PartOutcome.State.COMPLETED,
                "m",
                Optional.of("v"),
                0,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }
}

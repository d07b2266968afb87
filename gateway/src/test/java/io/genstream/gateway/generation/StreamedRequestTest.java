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
class StreamedRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private final List<Part> sent = new ArrayList<>();
    private boolean allTaken;
    private final StreamedRequest request = new StreamedRequest(
            order(), RequestSplitter.splitStreamed(100, 5, 400_000), sent::addAll, () -> allTaken = true, clock());

    @Test
    void sendsAnotherRecordForEachThatWasTaken() {
        request.start();
        assertThat(sent).hasSize(StreamedRequest.WINDOW);

        request.add(batch(0));
        request.add(batch(5));
        assertThat(sent).as("made is not taken").hasSize(4);
        request.next().join();
        assertThat(sent).as("half a record").hasSize(4);
        request.next().join();
        assertThat(sent).hasSize(5).last().isEqualTo(new Part(40, 10));
    }

    @Test
    void givesImagesInOrderOnceHoweverTheyCome() {
        request.start();
        CompletableFuture<Optional<MadeBatch>> waiting = request.next();
        request.add(batch(10));
        request.add(batch(5));
        request.add(batch(10));
        assertThat(waiting).isNotDone();
        request.add(batch(0));
        request.add(batch(0));

        assertThat(waiting.join().orElseThrow().firstImage()).isZero();
        assertThat(request.next().join().orElseThrow().firstImage()).isEqualTo(5);
        assertThat(request.next().join().orElseThrow().firstImage()).isEqualTo(10);
        assertThat(request.next()).isNotDone();
        assertThat(request.received()).isEqualTo(15);
    }

    @Test
    void endsAfterTheLastImage() {
        request.start();
        for (int first = 0; first < 100; first += 5) {
            request.add(batch(first));
            assertThat(request.next().join()).isPresent();
        }
        assertThat(allTaken).isFalse();

        assertThat(request.next().join()).isEmpty();
        assertThat(allTaken).isTrue();
        assertThat(sent).hasSize(10);
    }

    @Test
    void failureReachesWhoWaitsAndWhoAsksLater() {
        CompletableFuture<Optional<MadeBatch>> waiting = request.next();

        request.fail(RequestFailures.cancelled());

        assertThat(waiting).isCompletedExceptionally();
        assertThat(request.next()).isCompletedExceptionally();
    }

    @Test
    void missesRecordsThatWereWrittenButDidNotCome() {
        request.start();
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
    void isLateOnlyWhileItsClientWaits() {
        request.start();
        Instant later = NOW.plusSeconds(100);
        assertThat(request.overdue(later, Duration.ofSeconds(10))).isFalse();

        assertThat(request.next()).isNotDone();

        assertThat(request.overdue(later, Duration.ofSeconds(10))).isTrue();
        assertThat(request.overdue(later, Duration.ofSeconds(1_000))).isFalse();
    }

    @Test
    void heirGetsEverythingThatCameAndTheRestIsSent() {
        request.start();
        CompletableFuture<Optional<MadeBatch>> taken = request.next();
        request.add(batch(0));
        request.add(batch(5));
        assertThat(taken).isDone();
        PendingRequest heir = new PendingRequest(order(), request.parts().size());

        request.handOver(heir);

        assertThat(heir.received()).isEqualTo(10);
        assertThat(sent).hasSize(10);
        for (int first = 10; first < 100; first += 5) {
            assertThat(heir.add(batch(first))).isEqualTo(first == 95);
        }
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

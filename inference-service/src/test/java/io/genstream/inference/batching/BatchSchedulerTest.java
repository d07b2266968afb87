package io.genstream.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.inference.batching.BatchScheduler.Submission;
import io.genstream.inference.delivery.Conclusion;
import io.genstream.inference.delivery.FinishedBatch;
import io.genstream.inference.delivery.ResultSink;
import io.genstream.inference.request.GenerationRequest;
import io.genstream.inference.request.InferenceMetrics;
import io.genstream.inference.request.Lane;
import io.genstream.inference.request.RequestEnd;
import io.genstream.inference.request.RequestEnd.State;
import io.genstream.inference.request.Ticket;
import io.genstream.inference.testing.DigitLikeGenerator;
import io.genstream.inference.testing.Requests;
import io.genstream.inference.version.KnownVersion;
import io.genstream.inference.version.ServedVersion;
import io.genstream.inference.version.VersionKey;
import io.genstream.inference.version.VersionPool;
import io.genstream.model.generator.GeneratedImages;
import io.genstream.model.generator.ImageModel;
import io.genstream.schemas.ArtifactHandle;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchSchedulerTest implements ResultSink {
    private static final int BATCH = 8;
    private static final float POISON = 9;

    private final BatchScheduler scheduler =
            new BatchScheduler(new QueueLimits(1024, 1L << 30), BATCH, Clock.systemUTC());
    private final VersionPool pool = new VersionPool(
            v -> new Echo(), (version, report) -> scheduler.wake(), 4, Runnable::run, Clock.systemUTC());
    private final List<FinishedBatch> batches = new CopyOnWriteArrayList<>();
    private final List<Conclusion> conclusions = new CopyOnWriteArrayList<>();
    private final AtomicInteger ticketsBack = new AtomicInteger();

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Test
    void takesUsersBeforeEvaluationsAndNeverMixesThem() throws InterruptedException {
        submit("evaluation", 3, Lane.EVALUATIONS);
        submit("user", 3, Lane.USERS);

        assertThat(scheduler.take()).hasValueSatisfying(batch -> {
            assertThat(batch.lane()).isEqualTo(Lane.USERS);
            assertThat(batch.slots()).hasSize(3);
        });
        assertThat(scheduler.take())
                .hasValueSatisfying(batch -> assertThat(batch.lane()).isEqualTo(Lane.EVALUATIONS));
    }

    @Test
    void batchesAcrossRequestsUpToTheLimitWithoutWaitingForMore() throws InterruptedException {
        submit("a", 5, Lane.USERS);
        submit("b", 5, Lane.USERS);

        assertThat(scheduler.take().orElseThrow().slots()).hasSize(BATCH);
        assertThat(scheduler.take().orElseThrow().slots()).hasSize(2);
    }

    @Test
    void isFullUntilAWholeRequestIsFinished() {
        RequestJob first = submit("a", 1024, Lane.USERS);
        RequestJob second = job("b", 1, Lane.USERS);
        assertThat(scheduler.submit(second)).isEqualTo(Submission.FULL);
        assertThat(scheduler.submit(job("c", 1, Lane.EVALUATIONS))).isEqualTo(Submission.QUEUED);
        long before = scheduler.freedCount();

        first.stop(RequestEnd.cancelled());
        work();
        Awaitility.await().until(() -> scheduler.submit(second) == Submission.QUEUED);
        assertThat(scheduler.freedCount()).isGreaterThan(before);
    }

    @Test
    void deliversEveryImageOfEveryRequestInItsOwnBatches() {
        work();
        submit("a", 37, Lane.USERS);
        submit("b", 1, Lane.USERS);
        awaitTickets(2);

        assertThat(batches)
                .filteredOn(b -> b.request().requestId().equals("a"))
                .extracting(FinishedBatch::firstImage)
                .containsExactlyInAnyOrder(0L, 16L, 32L);
        assertThat(conclusions).extracting(c -> c.end().state()).containsOnly(State.COMPLETED);
        assertThat(scheduler.depth(Lane.USERS)).isZero();
    }

    @Test
    void oneRequestThatTheModelFailsOnDoesNotFailItsNeighbours() {
        submit("good", 3, Lane.USERS);
        GenerationRequest bad =
                Requests.of("bad", 3).conditions(new float[] {POISON}).request();
        submit(new RequestJob(bad, Lane.USERS, version(), this, ticket(), scheduler::finished));
        work();
        awaitTickets(2);

        assertThat(end("good").state()).isEqualTo(State.COMPLETED);
        assertThat(end("bad").code()).isEqualTo("GENERATION_FAILED");
    }

    @Test
    void aStoppedRequestEndsOnceAndGivesItsRoomBack() {
        RequestJob job = submit("a", 1024, Lane.USERS);
        job.stop(RequestEnd.cancelled());
        job.stop(RequestEnd.expired());
        work();
        awaitTickets(1);

        assertThat(conclusions).hasSize(1);
        assertThat(end("a").state()).isEqualTo(State.CANCELLED);
        assertThat(batches).isEmpty();
    }

    private void work() {
        WorkerPool.start(2, scheduler, new InferenceMetrics(new SimpleMeterRegistry()));
    }

    private void awaitTickets(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ticketsBack.get() == count);
    }

    private RequestEnd end(String id) {
        return conclusions.stream()
                .filter(c -> c.request().requestId().equals(id))
                .findFirst()
                .orElseThrow()
                .end();
    }

    private RequestJob submit(String id, int count, Lane lane) {
        return submit(job(id, count, lane));
    }

    private RequestJob submit(RequestJob job) {
        assertThat(scheduler.submit(job)).isEqualTo(Submission.QUEUED);
        return job;
    }

    private RequestJob job(String id, int count, Lane lane) {
        GenerationRequest request =
                Requests.of(id, count).conditions(new float[] {1}).request();
        return new RequestJob(request, lane, version(), this, ticket(), scheduler::finished);
    }

    private ServedVersion version() {
        return pool.use(new KnownVersion(
                        new VersionKey("model", "v1"),
                        new DigitLikeGenerator(true, 1).card(),
                        Optional.of(new ArtifactHandle("hash", 1, 1, 0, 0, 0))))
                .orElseThrow();
    }

    private Ticket ticket() {
        return new Ticket() {
            @Override
            public void done() {
                ticketsBack.incrementAndGet();
            }

            @Override
            public void giveUp(Throwable cause) {
                throw new AssertionError(cause);
            }
        };
    }

    @Override
    public CompletableFuture<Placed> images(FinishedBatch batch) {
        batches.add(batch);
        return CompletableFuture.completedFuture(new Placed(0, batches.size()));
    }

    @Override
    public CompletableFuture<Void> conclude(Conclusion conclusion) {
        conclusions.add(conclusion);
        return CompletableFuture.completedFuture(null);
    }

    /** Fails on one condition only. */
    private static final class Echo implements ImageModel {
        @Override
        public GeneratedImages generate(float[][] latents, float[][] conditions) {
            for (float[] row : conditions) {
                if (row[0] == POISON) {
                    throw new IllegalStateException("cannot make this one");
                }
            }
            int side = DigitLikeGenerator.SIDE;
            return new GeneratedImages(side, side, 1, new byte[latents.length][side * side]);
        }

        @Override
        public String executionProvider() {
            return "test";
        }

        @Override
        public void close() {}
    }
}

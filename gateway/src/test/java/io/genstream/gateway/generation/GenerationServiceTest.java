package io.genstream.gateway.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.generation.GenerationOrder.LatentChoice;
import io.genstream.gateway.generation.GenerationOrder.Part;
import io.genstream.gateway.http.WorkerPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GenerationServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final GenerationLimits LIMITS = new GenerationLimits(
            1_000,
            10,
            1_000,
            1_000,
            1_000_000,
            8,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            1_000_000,
            100,
            10,
            1,
            1,
            1,
            100);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerPool workers = WorkerPool.queued(1, 1, registry);
    private final List<Boolean> found = new ArrayList<>();
    private final GenerationService service = new GenerationService(
            LIMITS,
            new AcceptingLog(),
            new RequestOutcomes(10, registry),
            workers,
            new RequestTelemetry(OpenTelemetry.noop(), registry, new LookingClock()),
            registry,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void whoAsksInTheMomentThatARequestEndsFindsIt() {
        PendingRequest request = service.submit(order(), true).request();

        service.onBatch(new MadeBatch(
                "id", 0, 1, "m", "v", 1, 1, 1, 1, List.of(new byte[1]), List.of(List.of()), List.of(), NOW));

        assertThat(request.complete()).isTrue();
        assertThat(service.progress("id")).isEmpty();
        assertThat(found).as("once stored, once ended").containsExactly(true, true);
    }

    private static GenerationOrder order() {
        LatentChoice drawn = new LatentChoice(1, OptionalDouble.empty(), List.of(), Optional.empty(), false);
        return new GenerationOrder("id", null, 1, 1, drawn, List.of(), 8, 0, Optional.empty(), NOW, Context.root());
    }

    /** Is asked for the time while a request ends, and looks then as another client would. */
    private final class LookingClock extends Clock {
        @Override
        public Instant instant() {
            found.add(service.source("id").isPresent());
            return NOW;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class AcceptingLog implements RequestLog {
        @Override
        public CompletableFuture<Void> send(GenerationOrder order, List<Part> parts) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> cancel(String requestId) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public List<MadeBatch> read(List<PartOutcome> outcomes) {
            return List.of();
        }
    }
}

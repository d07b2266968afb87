package io.genstream.gateway.generation;

import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.gateway.views.ModelRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Puts the routes of this package together, so that its parts stay its own. */
public final class GenerationApi {
    private GenerationApi() {}

    /**
     * @param avro writes the Avro form
     * @param notReady why requests cannot be taken yet
     */
    public static GenerationRoutes routes(
            GenerationLimits limits,
            GenerationService service,
            ModelRegistry models,
            WorkerPool workers,
            MeterRegistry registry,
            Supplier<ResultWriter> avro,
            RequestTelemetry telemetry,
            Supplier<Optional<String>> notReady) {
        SecureRandom random = new SecureRandom();
        return new GenerationRoutes(
                service,
                new GenerationParser(new VersionResolver(models), limits, Clock.systemUTC()),
                new ResultDelivery(new ResultRenderer(models), workers, telemetry, limits.waitMax()),
                new StreamDelivery(new ResultForms(models, avro), workers, limits.streams(), registry),
                new IdempotencyKeys(limits.idempotencyKeys()),
                new BodyReader(limits.bodyBytes()),
                notReady,
                () -> UUID.randomUUID().toString(),
                () -> random.nextLong() & GenerationParser.MAX_CHOSEN_SEED,
                telemetry);
    }
}

package io.genstream.gateway.generation;

import io.genstream.gateway.GatewayConfig.GenerationLimits;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.views.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Puts the routes of this package together, so that its parts stay its own. */
public final class GenerationApi {
    private GenerationApi() {}

    /** @param notReady why requests cannot be taken yet */
    public static GenerationRoutes routes(
            GenerationLimits limits,
            GenerationService service,
            Catalogue catalogue,
            Workers workers,
            MeterRegistry registry,
            Clock clock,
            RequestWatch watch,
            Supplier<Optional<String>> notReady) {
        SecureRandom random = new SecureRandom();
        return new GenerationRoutes(
                service,
                new GenerationParser(new VersionResolver(catalogue), limits, clock),
                new ResultDelivery(new ResultRenderer(catalogue), workers, watch, limits.waitMax()),
                new StreamDelivery(new ResultForms(catalogue), workers, limits.streams(), registry),
                new IdempotencyKeys(limits.idempotencyKeys()),
                new BodyReader(limits.bodyBytes()),
                notReady,
                () -> UUID.randomUUID().toString(),
                () -> random.nextLong() & GenerationParser.MAX_CHOSEN_SEED,
                watch);
    }
}

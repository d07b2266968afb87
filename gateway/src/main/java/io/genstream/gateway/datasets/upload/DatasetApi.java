package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.GatewayConfig.DatasetLimits;
import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.views.DocumentView;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Puts the routes of this package together, so that its parts stay its own. */
public final class DatasetApi {
    private DatasetApi() {}

    public static DatasetRoutes routes(
            DatasetLimits limits,
            DatasetLog log,
            DocumentView datasets,
            UploadThreads threads,
            BodyReader bodies,
            MeterRegistry registry,
            Clock clock) {
        return new DatasetRoutes(
                datasets, new DatasetOperations(log, limits.pictureBytes(), registry, clock), threads, bodies);
    }
}

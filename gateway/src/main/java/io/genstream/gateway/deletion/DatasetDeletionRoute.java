package io.genstream.gateway.deletion;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.kafka.DatasetEraser;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.gateway.views.Views;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code DELETE} of a whole data set. Runs on event loops; the log is written by an upload's thread. */
public final class DatasetDeletionRoute {
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int SERVER_ERROR = 500;

    private final Views views;
    private final DatasetEraser eraser;
    private final WorkerPool threads;
    private final MeterRegistry registry;

    public DatasetDeletionRoute(Views views, DatasetEraser eraser, WorkerPool threads, MeterRegistry registry) {
        this.views = views;
        this.eraser = eraser;
        this.threads = threads;
        this.registry = registry;
    }

    public void mount(Router router) {
        router.delete("/v1/datasets/:dataset").handler(this::delete);
    }

    private void delete(RoutingContext ctx) {
        String datasetId = ctx.pathParam("dataset");
        List<String> runs =
                views
                        .pendingRuns(run ->
                                datasetId.equals(run.getJsonObject("recipe").getString("datasetId")))
                        .stream()
                        .map(run -> run.getString("runId"))
                        .toList();
        if (!runs.isEmpty()) {
            throw GatewayException.of(
                    409,
                    "DATASET_IN_TRAINING",
                    "Run " + String.join(", ", runs) + " learns from data set " + datasetId
                            + ": stop it first (DELETE /v1/runs/" + runs.get(0) + ")");
        }
        Responses.awaiting(ctx, threads.submit(() -> erase(datasetId)))
                .onSuccess(report -> Responses.json(ctx, 200, report))
                .onFailure(error -> ctx.fail(error instanceof DatasetException known ? problem(known) : error));
    }

    private JsonObject erase(String datasetId) {
        Optional<Long> deleted = eraser.erase(datasetId);
        if (deleted.isEmpty()) {
            throw GatewayException.of(404, "DATASET_NOT_FOUND", "There is no data set " + datasetId);
        }
        registry.counter("genstream.gateway.dataset.records", "result", "deleted")
                .increment(deleted.get());
        registry.counter("genstream.gateway.deleted", "what", "dataset").increment();
        Seen.await(() -> views.datasets().get(datasetId).isEmpty());
        return new JsonObject().put("datasetId", datasetId).put("deleted", deleted.get());
    }

    private static GatewayException problem(DatasetException e) {
        int status = e.reason().status();
        GatewayException problem = status >= SERVER_ERROR
                ? GatewayException.retry(status, e.reason().name(), e.getMessage(), RETRY)
                : GatewayException.of(status, e.reason().name(), e.getMessage());
        problem.initCause(e);
        return problem;
    }
}

package io.genstream.gateway.datasets.upload;

import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetNames;
import io.genstream.gateway.datasets.DatasetRevision;
import io.genstream.gateway.datasets.kafka.DatasetLog;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.BodyStream;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.StrictJson;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.gateway.views.DocumentView;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code /v1/datasets}. Runs on event loops; what blocks goes to the upload threads. */
public final class DatasetRoutes {
    private static final String PATH = "/v1/datasets";
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int UNAVAILABLE = 503;
    private static final int MAX_PAGE = 10_000;
    private static final int SEEN_TRIES = 250;
    private static final long SEEN_TRY_MS = 20;

    private final DocumentView datasets;
    private final DatasetOperations operations;
    private final WorkerPool threads;
    private final BodyReader bodyReader;
    private final StrictJson json = new StrictJson();

    public DatasetRoutes(
            DatasetLimits limits,
            DatasetLog log,
            DocumentView datasets,
            WorkerPool threads,
            BodyReader bodyReader,
            MeterRegistry registry,
            Clock clock) {
        this.datasets = datasets;
        this.operations = new DatasetOperations(log, limits.pictureBytes(), registry, clock);
        this.threads = threads;
        this.bodyReader = bodyReader;
    }

    public void mount(Router router) {
        router.get(PATH).handler(ctx -> Responses.list(ctx, "datasets", new JsonArray(datasets.list(any -> true))));
        router.get(PATH + "/:dataset").handler(this::get);
        router.get(PATH + "/:dataset/records").handler(this::records);
        router.post(PATH + "/:dataset/records").handler(this::store);
        router.delete(PATH + "/:dataset/records/:record").handler(this::delete);
        router.delete(PATH + "/:dataset/subjects/:subject").handler(this::deleteSubject);
        router.get(PATH + "/:dataset/deletions").handler(this::deletions);
        router.post(PATH + "/:dataset/revisions").handler(bodyReader).handler(this::announce);
    }

    private void get(RoutingContext ctx) {
        String datasetId = ctx.pathParam("dataset");
        Responses.json(
                ctx,
                200,
                datasets.get(datasetId)
                        .orElseThrow(() -> GatewayException.of(
                                404,
                                "DATASET_NOT_FOUND",
                                "No revision of data set " + datasetId + " was announced; there are "
                                        + datasets.list(any -> true).stream()
                                                .map(document -> document.getString("datasetId"))
                                                .toList())));
    }

    private void store(RoutingContext ctx) {
        BodyStream body = new BodyStream(ctx);
        ctx.addEndHandler(ended -> body.discard());
        CompletableFuture<JsonObject> stored;
        try {
            stored = threads.submit(storing(ctx, body));
        } catch (DatasetException | GatewayException e) {
            stored = CompletableFuture.failedFuture(e);
        }
        answer(ctx, stored, report -> Responses.json(ctx, 200, report));
    }

    /** Reads the request's parameters here, and its body where that may block. */
    private Supplier<JsonObject> storing(RoutingContext ctx, BodyStream body) {
        String datasetId = datasetId(ctx);
        Optional<Integer> channels = channels(ctx);
        boolean mayReplace = mayReplace(ctx);
        switch (mediaType(ctx)) {
            case "application/x-tar":
                return () -> operations.storeTar(datasetId, body, channels, mayReplace);
            case "image/png", "image/jpeg":
                RecordFields fields = RecordFields.of(
                        query(ctx, "recordId").orElseThrow(() -> invalid("recordId", "is required")),
                        query(ctx, "label"),
                        query(ctx, "subject"),
                        query(ctx, "split"),
                        query(ctx, "source"));
                DatasetNames.checkRecordId(fields.recordId());
                return () -> operations.storePicture(datasetId, body, fields, channels, mayReplace);
            default:
                throw GatewayException.of(
                        415,
                        "UNSUPPORTED_MEDIA_TYPE",
                        "Records come as application/x-tar, image/png or image/jpeg, not "
                                + ctx.request().getHeader("Content-Type"));
        }
    }

    private void announce(RoutingContext ctx) {
        String datasetId = datasetId(ctx);
        RevisionOrder order = RevisionOrder.of(json.object(ctx));
        answer(ctx, threads.submit(() -> seen(operations.announce(datasetId, order))), document -> {
            ctx.response().putHeader("Location", PATH + "/" + datasetId);
            Responses.json(ctx, document.containsKey("counts") ? 201 : 202, document);
        });
    }

    /** The revision as everyone sees it, once this gateway does: a run may be asked for right away. */
    private JsonObject seen(DatasetRevision revision) {
        String datasetId = revision.description().datasetId();
        for (int i = 0; i < SEEN_TRIES; i++) {
            Optional<JsonObject> document =
                    datasets.get(datasetId).filter(known -> known.getLong("revision") >= revision.revision());
            if (document.isPresent()) {
                return document.get();
            }
            pause();
        }
        return new JsonObject().put("datasetId", datasetId).put("revision", revision.revision());
    }

    private static void pause() {
        try {
            Thread.sleep(SEEN_TRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GatewayException.of(503, "STOPPING", "The gateway stops; the revision was announced");
        }
    }

    private void records(RoutingContext ctx) {
        String datasetId = datasetId(ctx);
        Optional<String> subject = query(ctx, "subject");
        Optional<String> name = query(ctx, "name");
        String after = query(ctx, "after").orElse("");
        int limit = query(ctx, "limit").map(DatasetRoutes::limit).orElse(MAX_PAGE);
        answer(
                ctx,
                threads.submit(() -> operations.list(datasetId, subject, name, after, limit)),
                page -> Responses.json(ctx, 200, page));
    }

    private void deletions(RoutingContext ctx) {
        String datasetId = datasetId(ctx);
        Optional<String> recordId = query(ctx, "record");
        Optional<String> subject = query(ctx, "subject");
        answer(
                ctx,
                threads.submit(() -> operations.deletions(datasetId, recordId, subject)),
                left -> Responses.json(ctx, 200, left));
    }

    private static int limit(String text) {
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MAX_PAGE) {
            throw invalid("limit", "must be 1 to " + MAX_PAGE + ", not " + text);
        }
        return Integer.parseInt(text);
    }

    private void deleteSubject(RoutingContext ctx) {
        String datasetId = datasetId(ctx);
        String subject = ctx.pathParam("subject");
        answer(
                ctx,
                threads.submit(() -> operations.deleteSubject(datasetId, subject)),
                report -> Responses.json(ctx, 200, report));
    }

    private void delete(RoutingContext ctx) {
        String datasetId = datasetId(ctx);
        String recordId = ctx.pathParam("record");
        CompletableFuture<Void> deleted = threads.submit(() -> {
            operations.delete(datasetId, recordId);
            return null;
        });
        answer(ctx, deleted, nothing -> {
            Future<Void> unused = ctx.response().setStatusCode(204).end();
        });
    }

    private static <T> void answer(RoutingContext ctx, CompletableFuture<T> done, Consumer<T> answer) {
        Responses.awaiting(ctx, done)
                .onSuccess(answer::accept)
                .onFailure(error -> ctx.fail(error instanceof DatasetException known ? problem(known) : error));
    }

    private static GatewayException problem(DatasetException e) {
        int status = e.reason().status();
        GatewayException problem = status == UNAVAILABLE
                ? GatewayException.retry(status, e.reason().name(), e.getMessage(), RETRY)
                : GatewayException.of(status, e.reason().name(), e.getMessage());
        problem.initCause(e);
        return problem;
    }

    private static String datasetId(RoutingContext ctx) {
        String datasetId = ctx.pathParam("dataset");
        try {
            DatasetNames.checkDatasetId(datasetId);
        } catch (DatasetException e) {
            throw problem(e);
        }
        return datasetId;
    }

    private static Optional<Integer> channels(RoutingContext ctx) {
        return query(ctx, "channels").map(text -> {
            if (!text.equals("1") && !text.equals("3")) {
                throw invalid("channels", "must be 1 or 3, not " + text);
            }
            return Integer.valueOf(text);
        });
    }

    private static boolean mayReplace(RoutingContext ctx) {
        String policy = query(ctx, "ifStored").orElse("replace");
        if (!policy.equals("replace") && !policy.equals("refuse")) {
            throw invalid("ifStored", "must be replace or refuse, not " + policy);
        }
        return policy.equals("replace");
    }

    private static Optional<String> query(RoutingContext ctx, String name) {
        List<String> values = ctx.queryParam(name);
        if (values.size() > 1) {
            throw invalid(name, "may come once only");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    private static GatewayException invalid(String field, String message) {
        return GatewayException.invalid(List.of(new Violation(field, message)));
    }

    private static String mediaType(RoutingContext ctx) {
        String type = ctx.request().getHeader("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].trim();
        return bare.toLowerCase(Locale.ROOT);
    }
}

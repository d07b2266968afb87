package io.genstream.gateway.views;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.schemas.ArtifactHandle;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code /v1/models} and readiness of models in the form of the Open Inference Protocol. Runs on event loops. */
public final class ModelRoutes {
    private static final List<String> FIGURE =
            List.of("metric", "measure", "kind", "protocol", "value", "low", "high", "higherIsBetter");

    private final Views views;
    private final Function<ArtifactHandle, byte[]> artifacts;
    private final WorkerPool workers;

    /** @param artifacts reads bytes; blocks, so it is called on {@code workers} */
    public ModelRoutes(Views views, Function<ArtifactHandle, byte[]> artifacts, WorkerPool workers) {
        this.views = views;
        this.artifacts = artifacts;
        this.workers = workers;
    }

    public void mount(Router router) {
        router.get("/v1/models").handler(this::list);
        router.get("/v1/models/:model").handler(ctx -> Responses.json(ctx, 200, withVersions(model(ctx))));
        router.get("/v1/models/:model/versions").handler(this::versions);
        router.get("/v1/models/:model/versions/:version")
                .handler(ctx -> Responses.json(ctx, 200, details(version(ctx))));
        router.get("/v1/models/:model/versions/:version/artifacts/:role").handler(this::artifact);
        router.get("/v2/models/:model/ready").handler(ctx -> ready(ctx, stable(ctx)));
        router.get("/v2/models/:model/versions/:version/ready")
                .handler(ctx -> ready(ctx, version(ctx).version()));
    }

    private void list(RoutingContext ctx) {
        JsonArray models = new JsonArray();
        views.models().names().forEach(model -> models.add(summary(model)));
        Responses.list(ctx, "models", models);
    }

    private void versions(RoutingContext ctx) {
        JsonArray versions = new JsonArray();
        views.models().versions(model(ctx)).forEach(version -> versions.add(brief(version)));
        Responses.list(ctx, "versions", versions);
    }

    private void artifact(RoutingContext ctx) {
        ModelVersion version = version(ctx);
        String role = ctx.pathParam("role");
        ArtifactHandle place = Optional.ofNullable(version.artifacts().get(role))
                .orElseThrow(() -> GatewayException.of(
                        404,
                        "ARTIFACT_NOT_FOUND",
                        "Version " + version.version() + " has no artifact " + role + "; it has "
                                + String.join(", ", version.artifacts().keySet())));
        String tag = '"' + place.sha256() + '"';
        ctx.response().putHeader("ETag", tag).putHeader("Cache-Control", "private, max-age=31536000, immutable");
        if (tag.equals(ctx.request().getHeader("If-None-Match"))) {
            Future<Void> unused = ctx.response().setStatusCode(304).end();
            return;
        }
        Responses.awaiting(ctx, workers.submit(() -> artifacts.apply(place)))
                .onSuccess(bytes -> send(ctx, version, role, bytes))
                .onFailure(error -> {
                    ctx.response().headers().remove("ETag");
                    ctx.fail(
                            error instanceof GatewayException
                                    ? error
                                    : GatewayException.of(
                                            502,
                                            "ARTIFACT_UNREADABLE",
                                            "The artifact cannot be read from the log: " + error.getMessage()));
                });
    }

    private static void send(RoutingContext ctx, ModelVersion version, String role, byte[] bytes) {
        Future<Void> unused = ctx.response()
                .putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Disposition", "attachment; filename=\"" + fileName(version, role) + "\"")
                .end(io.vertx.core.buffer.Buffer.buffer(bytes));
    }

    private static String fileName(ModelVersion version, String role) {
        return (version.model() + "-" + version.version() + "-" + role).replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private void ready(RoutingContext ctx, String version) {
        String model = ctx.pathParam("model");
        boolean ready = views.ready(model, version);
        Responses.json(
                ctx,
                ready ? 200 : 503,
                new JsonObject().put("name", model).put("version", version).put("ready", ready));
    }

    private String stable(RoutingContext ctx) {
        String model = model(ctx);
        return views.models()
                .rollout(model)
                .flatMap(Rollout::stable)
                .orElseThrow(() -> GatewayException.of(
                        503, "MODEL_NOT_ROLLED_OUT", "No version of model " + model + " is rolled out yet"));
    }

    private JsonObject summary(String model) {
        List<ModelVersion> versions = views.models().versions(model);
        Optional<Rollout> rollout = views.models().rollout(model);
        return new JsonObject()
                .put("model", model)
                .put("kind", versions.get(0).document().getString("kind"))
                .put("versions", versions.size())
                .put("latest", versions.get(0).version())
                .put("stable", rollout.flatMap(Rollout::stable).orElse(null))
                .put("canary", rollout.flatMap(Rollout::canary).orElse(null))
                .put("canaryPercent", rollout.map(Rollout::canaryPercent).orElse(0));
    }

    private JsonObject withVersions(String model) {
        JsonArray versions = new JsonArray();
        views.models().versions(model).forEach(version -> versions.add(version.version()));
        return summary(model)
                .put("versions", versions)
                .put(
                        "rollout",
                        views.models().rollout(model).map(Rollout::document).orElse(null));
    }

    private JsonObject brief(ModelVersion version) {
        JsonObject document = version.document();
        return new JsonObject()
                .put("version", version.version())
                .put("kind", document.getString("kind"))
                .put("runId", document.getString("runId"))
                .put("imagesSeen", document.getLong("imagesSeen"))
                .put("at", document.getString("at"))
                .mergeIn(figures(version))
                .put("serving", serving(version));
    }

    private JsonObject details(ModelVersion version) {
        JsonObject details = version.document().copy();
        return details.mergeIn(figures(version)).put("serving", serving(version));
    }

    /** By name for those who know it, and with what each measures for those who do not. */
    private JsonObject figures(ModelVersion version) {
        JsonObject metrics = new JsonObject();
        JsonArray figures = new JsonArray();
        views.evaluations()
                .list(e -> version.model().equals(e.getString("model"))
                        && version.version().equals(e.getString("version")))
                .forEach(e -> {
                    metrics.put(e.getString("metric"), e.getValue("value"));
                    JsonObject figure = new JsonObject();
                    FIGURE.forEach(field -> figure.put(field, e.getValue(field)));
                    figures.add(figure);
                });
        return new JsonObject().put("metrics", metrics).put("figures", figures);
    }

    private JsonArray serving(ModelVersion version) {
        return new JsonArray(views.servingNow(version.model(), version.version()));
    }

    private String model(RoutingContext ctx) {
        return views.models().require(ctx.pathParam("model"));
    }

    private ModelVersion version(RoutingContext ctx) {
        return views.models().require(ctx.pathParam("model"), ctx.pathParam("version"));
    }
}

package io.genstream.gateway.deletion;

import io.genstream.gateway.deletion.kafka.CheckpointEraser;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.WorkerPool;
import io.genstream.gateway.views.Rollout;
import io.genstream.gateway.views.Views;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** {@code DELETE} of a model and of one of its versions. Runs on event loops; the log is written by the workers. */
public final class ModelDeletionRoutes {
    /** Fields of a roll-out, and what to do about a version that one of them names. */
    private static final Map<String, String> ROLES = roles();

    private final Views views;
    private final CheckpointEraser eraser;
    private final Function<String, CompletableFuture<Optional<JsonObject>>> withdrawal;
    private final WorkerPool workers;
    private final MeterRegistry registry;

    /** @param withdrawal asks the gate to delete a model's roll-out; empty where it was not heard in time */
    public ModelDeletionRoutes(
            Views views,
            CheckpointEraser eraser,
            Function<String, CompletableFuture<Optional<JsonObject>>> withdrawal,
            WorkerPool workers,
            MeterRegistry registry) {
        this.views = views;
        this.eraser = eraser;
        this.withdrawal = withdrawal;
        this.workers = workers;
        this.registry = registry;
    }

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("stable", "promote another version first");
        roles.put("previousStable", "it is what a roll-back goes to: promote another version first");
        roles.put("canary", "end the canary first");
        roles.put("shadow", "end the shadow first");
        return roles;
    }

    public void mount(Router router) {
        router.delete("/v1/models/:model").handler(this::deleteModel);
        router.delete("/v1/models/:model/versions/:version").handler(this::deleteVersion);
    }

    private void deleteVersion(RoutingContext ctx) {
        String model = ctx.pathParam("model");
        String version = views.models().require(model, ctx.pathParam("version")).version();
        refuseRolledOut(model, version);
        List<JsonObject> goOn =
                views.pendingRuns(run -> isOf(run, model) && version.equals(run.getString("lastCheckpoint")));
        if (!goOn.isEmpty()) {
            throw busy("RUN_GOES_ON_FROM_IT", goOn, "would lose what it goes on from, version " + version);
        }
        Responses.awaiting(ctx, workers.submit(() -> erase(model, version::equals)))
                .onSuccess(gone -> Responses.json(ctx, 200, report(model, gone)))
                .onFailure(ctx::fail);
    }

    private void refuseRolledOut(String model, String version) {
        JsonObject rollout =
                views.models().rollout(model).map(Rollout::document).orElseGet(JsonObject::new);
        ROLES.forEach((role, cure) -> {
            if (version.equals(rollout.getString(role))) {
                throw GatewayException.of(
                        409,
                        "VERSION_ROLLED_OUT",
                        "Version " + version + " of " + model + " is "
                                + (role.equals("previousStable") ? "previous" : role) + ": " + cure
                                + ", or delete the whole model");
            }
        });
    }

    private void deleteModel(RoutingContext ctx) {
        String model = ctx.pathParam("model");
        boolean rolledOut = views.models().rollout(model).isPresent();
        if (!rolledOut) { // one that was cut off has a roll-out and no version
            model = views.models().require(model);
        }
        String known = model;
        List<JsonObject> training = views.pendingRuns(run -> isOf(run, known));
        if (!training.isEmpty()) {
            throw busy("MODEL_IN_TRAINING", training, "trains the model");
        }
        Responses.awaiting(
                        ctx, workers.submit(() -> erase(known, any -> true)).thenCompose(gone -> withdraw(known, gone)))
                .onSuccess(
                        answer -> Responses.json(ctx, "SENT".equals(answer.getString("rollout")) ? 202 : 200, answer))
                .onFailure(ctx::fail);
    }

    private CompletableFuture<JsonObject> withdraw(String model, List<String> gone) {
        JsonObject report = report(model, gone);
        if (views.models().rollout(model).isEmpty()) {
            return CompletableFuture.completedFuture(report.put("rollout", "NONE"));
        }
        return withdrawal.apply(model).thenApply(decision -> {
            if (decision.isPresent() && !Boolean.TRUE.equals(decision.get().getBoolean("accepted"))) {
                throw GatewayException.of(
                        409,
                        "ROLLOUT_REFUSED",
                        "The versions are gone, the roll-out stays: "
                                + decision.get().getString("reason") + "; do it again");
            }
            return report.put("rollout", decision.isPresent() ? "DELETED" : "SENT");
        });
    }

    private List<String> erase(String model, Predicate<String> wanted) {
        JsonObject rollout =
                views.models().rollout(model).map(Rollout::document).orElseGet(JsonObject::new);
        List<String> gone = eraser.erase(model, wanted, version -> ROLES.keySet().stream()
                .anyMatch(role -> version.equals(rollout.getString(role))));
        registry.counter("genstream.gateway.deleted", "what", "version").increment(gone.size());
        Seen.await(() -> gone.stream()
                .noneMatch(version -> views.models().version(model, version).isPresent()));
        return gone;
    }

    private static JsonObject report(String model, List<String> gone) {
        return new JsonObject().put("model", model).put("deleted", new JsonArray(gone));
    }

    private static boolean isOf(JsonObject run, String model) {
        return model.equals(run.getJsonObject("recipe").getString("model"));
    }

    private static GatewayException busy(String code, List<JsonObject> runs, String what) {
        List<String> ids = runs.stream().map(run -> run.getString("runId")).toList();
        return GatewayException.of(
                409,
                code,
                "Run " + String.join(", ", ids) + " " + what + ": stop it first (DELETE /v1/runs/" + ids.get(0) + ")");
    }
}

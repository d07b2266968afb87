package io.genstream.gateway.runs;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.StrictJson;
import io.genstream.gateway.views.Views;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /v1/runs}. Runs on event loops. */
public final class RunRoutes {
    private static final String PATH = "/v1/runs";

    private final Views views;
    private final Function<RunOrder, CompletableFuture<Void>> commands;
    private final BodyReader bodyReader;
    private final Supplier<String> ids;
    private final Function<String, List<JsonObject>> progress;
    private final StrictJson json = new StrictJson();

    /** @param progress what is kept of a run's curve, by its id */
    public RunRoutes(
            Views views,
            Function<RunOrder, CompletableFuture<Void>> commands,
            BodyReader bodyReader,
            Supplier<String> ids,
            Function<String, List<JsonObject>> progress) {
        this.views = views;
        this.commands = commands;
        this.bodyReader = bodyReader;
        this.ids = ids;
        this.progress = progress;
    }

    public void mount(Router router) {
        router.get(PATH)
                .handler(ctx ->
                        Responses.list(ctx, "runs", new JsonArray(views.runs().list(any -> true))));
        router.post(PATH).handler(bodyReader).handler(this::post);
        router.get(PATH + "/:run").handler(ctx -> Responses.json(ctx, 200, run(ctx)));
        router.delete(PATH + "/:run").handler(this::delete);
        router.delete(PATH + "/:run/record").handler(this::deleteRecord);
        router.get(PATH + "/:run/progress").handler(this::progress);
    }

    private void progress(RoutingContext ctx) {
        String runId = run(ctx).getString("runId");
        JsonArray points = new JsonArray();
        progress.apply(runId).forEach(frame -> points.add(frame.getJsonObject("value")));
        Responses.json(ctx, 200, new JsonObject().put("runId", runId).put("points", points));
    }

    private void post(RoutingContext ctx) {
        Fields fields = json.object(ctx);
        Optional<String> recipe = fields.requiredText("recipe");
        Optional<String> datasetId = fields.text("datasetId").or(this::onlyDataset);
        Optional<String> model = fields.text("model");
        Map<String, String> parameters = fields.texts("parameters");
        Optional<String> by = fields.text("by");
        Optional<String> reason = fields.text("reason");
        recipe.ifPresent(name -> RecipeCheck.check(fields, views.recipes(), name, parameters));
        checkDataset(fields, datasetId);
        fields.check();
        String runId = recipe.orElseThrow() + "-" + ids.get();
        send(
                ctx,
                new RunOrder(
                        ids.get(),
                        RunOrder.Action.START,
                        runId,
                        recipe.orElseThrow(),
                        datasetId.orElseThrow(),
                        model.orElse(""),
                        parameters,
                        by.orElse("operator"),
                        reason.orElse("")));
    }

    private void delete(RoutingContext ctx) {
        order(ctx, run(ctx), RunOrder.Action.STOP, "stopped by an operator");
    }

    private void deleteRecord(RoutingContext ctx) {
        JsonObject run = run(ctx);
        if (Views.pending(run)) {
            throw GatewayException.of(
                    409,
                    "RUN_NOT_ENDED",
                    "Run " + run.getString("runId") + " is " + run.getString("state")
                            + ": stop it first (DELETE /v1/runs/" + run.getString("runId") + ")");
        }
        if (startedByNewestData(run)) {
            throw GatewayException.of(
                    409,
                    "RUN_OF_NEWEST_DATA",
                    "Run " + run.getString("runId") + " is what tells the trainer that revision "
                            + run.getLong("revision")
                            + " was trained on: without it the same data would start it again. It can go once its data set"
                            + " has a newer revision or is deleted");
        }
        order(ctx, run, RunOrder.Action.DELETE, "deleted by an operator");
    }

    /** By the id that the trainer gives to such runs. */
    private boolean startedByNewestData(JsonObject run) {
        JsonObject recipe = run.getJsonObject("recipe");
        long revision = run.getLong("revision");
        return run.getString("runId").equals(recipe.getString("model") + "-r" + revision)
                && views.datasets()
                        .get(recipe.getString("datasetId"))
                        .filter(latest -> latest.getLong("revision") == revision)
                        .isPresent();
    }

    private void order(RoutingContext ctx, JsonObject run, RunOrder.Action action, String reason) {
        JsonObject recipe = run.getJsonObject("recipe");
        Map<String, String> parameters = new TreeMap<>();
        recipe.getJsonObject("parameters")
                .forEach(entry -> parameters.put(entry.getKey(), String.valueOf(entry.getValue())));
        send(
                ctx,
                new RunOrder(
                        ids.get(),
                        action,
                        run.getString("runId"),
                        recipe.getString("name"),
                        recipe.getString("datasetId"),
                        recipe.getString("model"),
                        parameters,
                        "operator",
                        reason));
    }

    private void send(RoutingContext ctx, RunOrder order) {
        Responses.awaiting(ctx, commands.apply(order)).onFailure(ctx::fail).onSuccess(sent -> {
            ctx.response().putHeader("Location", PATH + "/" + order.runId());
            Responses.json(
                    ctx,
                    202,
                    new JsonObject()
                            .put("runId", order.runId())
                            .put("commandId", order.commandId())
                            .put("action", order.action().name()));
        });
    }

    private JsonObject run(RoutingContext ctx) {
        String runId = ctx.pathParam("run");
        return views.runs()
                .get(runId)
                .orElseThrow(() -> GatewayException.of(
                        404,
                        "RUN_NOT_FOUND",
                        "There is no run " + runId
                                + " (a run that was just asked for appears when a trainer takes it)"));
    }

    private Optional<String> onlyDataset() {
        List<JsonObject> datasets = views.datasets().list(any -> true);
        return datasets.size() == 1 ? Optional.of(datasets.get(0).getString("datasetId")) : Optional.empty();
    }

    private void checkDataset(Fields fields, Optional<String> datasetId) {
        List<String> known = views.datasets().list(any -> true).stream()
                .map(dataset -> dataset.getString("datasetId"))
                .toList();
        if (datasetId.isEmpty()) {
            fields.violate("datasetId", "is required; there are " + known);
        } else if (!known.contains(datasetId.get())) {
            fields.violate("datasetId", "there is no data set " + datasetId.get() + "; there are " + known);
        }
    }
}

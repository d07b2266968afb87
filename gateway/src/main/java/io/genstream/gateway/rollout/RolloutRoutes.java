package io.genstream.gateway.rollout;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import io.genstream.gateway.http.BodyReader;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.http.StrictJson;
import io.genstream.gateway.views.Rollout;
import io.genstream.gateway.views.Views;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v1/models/{model}/rollout}. Runs on event loops. */
public final class RolloutRoutes {
    private static final String PATH = "/v1/models/:model/rollout";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final Views views;
    private final GateClient gate;
    private final BodyReader bodyReader;
    private final Supplier<String> ids;
    private final StrictJson json = new StrictJson();

    public RolloutRoutes(Views views, GateClient gate, BodyReader bodyReader, Supplier<String> ids) {
        this.views = views;
        this.gate = gate;
        this.bodyReader = bodyReader;
        this.ids = ids;
    }

    public void mount(Router router) {
        router.get(PATH).handler(this::get);
        router.put(PATH).handler(bodyReader).handler(this::put);
        router.post(PATH + "/rollback").handler(bodyReader).handler(this::rollback);
        router.get(PATH + "/decisions").handler(this::decisions);
    }

    private void get(RoutingContext ctx) {
        String model = model(ctx);
        Rollout rollout = views.models()
                .rollout(model)
                .orElseThrow(() -> GatewayException.of(
                        404, "NOT_ROLLED_OUT", "No version of model " + model + " is rolled out yet"));
        ctx.response().putHeader("ETag", tag(rollout.revision()));
        Responses.json(ctx, 200, rollout.document());
    }

    private void decisions(RoutingContext ctx) {
        String model = model(ctx);
        Responses.list(
                ctx, "decisions", new JsonArray(views.decisions().list(d -> model.equals(d.getString("model")))));
    }

    private void put(RoutingContext ctx) {
        String model = model(ctx);
        decide(ctx, ChangeParser.parse(json.object(ctx), model, ids.get(), ifMatch(ctx)));
    }

    private void rollback(RoutingContext ctx) {
        String model = model(ctx);
        Optional<Long> expected = ifMatch(ctx);
        String by = "operator";
        String reason = "";
        if (BodyReader.body(ctx).length() > 0) {
            Fields fields = json.object(ctx);
            var revision = fields.integer("expectedRevision", 0, Long.MAX_VALUE);
            expected = revision.isPresent() ? Optional.of(revision.getAsLong()) : expected;
            by = fields.text("by").orElse(by);
            reason = fields.text("reason").orElse(reason);
            fields.check();
        }
        decide(
                ctx,
                new RolloutChange(
                        ids.get(),
                        model,
                        RolloutChange.Action.ROLL_BACK,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        expected,
                        by,
                        reason));
    }

    private void decide(RoutingContext ctx, RolloutChange change) {
        Responses.awaiting(ctx, gate.decide(change))
                .onSuccess(decision -> answer(ctx, change, decision))
                .onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, RolloutChange change, Optional<JsonObject> decision) {
        if (decision.isEmpty()) {
            Responses.json(
                    ctx,
                    202,
                    new JsonObject().put("commandId", change.commandId()).put("state", "SENT"));
        } else if (Boolean.TRUE.equals(decision.get().getBoolean("accepted"))) {
            ctx.response().putHeader("ETag", tag(decision.get().getLong("revision")));
            Responses.json(ctx, 200, decision.get());
        } else {
            ctx.fail(GatewayException.of(409, "ROLLOUT_REFUSED", decision.get().getString("reason")));
        }
    }

    private static Optional<Long> ifMatch(RoutingContext ctx) {
        String header = ctx.request().getHeader("If-Match");
        if (header == null || header.strip().equals("*")) {
            return Optional.empty();
        }
        Matcher matcher = TAG.matcher(header.strip());
        if (!matcher.matches()) {
            throw GatewayException.invalid(
                    List.of(new Violation("If-Match", "must be the ETag of the roll-out, as in \"3\", not " + header)));
        }
        return Optional.of(Long.parseLong(matcher.group(1)));
    }

    private static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    private String model(RoutingContext ctx) {
        return views.models().require(ctx.pathParam("model"));
    }
}

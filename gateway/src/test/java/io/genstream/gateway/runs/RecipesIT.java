package io.genstream.gateway.runs;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.schemas.Topics;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecipesIT {
    @Test
    void showsWhatTrainersAnnounceAndHoldsOrdersAgainstIt() {
        String recipe = "recipe-" + UUID.randomUUID();
        try (GatewayFixture gateway = new GatewayFixture(Map.of("instance.id", "recipes-it"))) {
            gateway.feeder.recipe(recipe);
            await().untilAsserted(() -> assertThat(
                            gateway.get("/v1/recipes/" + recipe).statusCode())
                    .isEqualTo(200));
            assertThat(gateway.get("/v1/recipes").body()).contains(recipe);
            assertThat(json(gateway.get("/v1/recipes/" + recipe)).getJsonArray("parameters"))
                    .extracting(parameter -> ((JsonObject) parameter).getString("name"))
                    .containsExactly("threads", "flip", "later");

            assertThat(violations(gateway, recipe + "s", Map.of()))
                    .anyMatch(v -> v.startsWith("recipe there is no recipe " + recipe + "s; there are [")
                            && v.contains(recipe));
            assertThat(violations(gateway, recipe, Map.of("thread", "1", "flip", "up", "threads", "0", "later", "?")))
                    .contains(
                            "parameters.thread is unknown; recipe " + recipe + " knows threads, flip, later",
                            "parameters.flip is 'up', must be one of off, on",
                            "parameters.threads is '0', must be a whole number from 1 to 1024")
                    .noneMatch(v -> v.startsWith("parameters.later") || v.startsWith("recipe "));

            gateway.feeder.sendBytes(Topics.RECIPES.name(), recipe, null);
            await().untilAsserted(() ->
                    assertThat(gateway.get("/v1/recipes/" + recipe).body()).contains("RECIPE_NOT_FOUND"));
        }
    }

    private static List<String> violations(GatewayFixture gateway, String recipe, Map<String, String> parameters) {
        JsonObject order = new JsonObject()
                .put("recipe", recipe)
                .put("datasetId", "set-" + UUID.randomUUID())
                .put("parameters", new JsonObject(Map.copyOf(parameters)));
        HttpResponse<String> refused = gateway.post("/v1/runs", order.encode());
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        return json(refused).getJsonArray("violations").stream()
                .map(JsonObject.class::cast)
                .map(violation -> violation.getString("field") + " " + violation.getString("message"))
                .toList();
    }
}

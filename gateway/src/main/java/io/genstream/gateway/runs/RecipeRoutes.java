package io.genstream.gateway.runs;

import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.http.Responses;
import io.genstream.gateway.views.DocumentView;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;

/** {@code /v1/recipes}: what the trainers offer. Runs on event loops. */
public final class RecipeRoutes {
    private static final String PATH = "/v1/recipes";

    private final DocumentView recipes;

    public RecipeRoutes(DocumentView recipes) {
        this.recipes = recipes;
    }

    public void mount(Router router) {
        router.get(PATH).handler(ctx -> Responses.list(ctx, "recipes", new JsonArray(recipes.list(any -> true))));
        router.get(PATH + "/:recipe").handler(ctx -> {
            String name = ctx.pathParam("recipe");
            Responses.json(
                    ctx,
                    200,
                    recipes.get(name)
                            .orElseThrow(() -> GatewayException.of(
                                    404,
                                    "RECIPE_NOT_FOUND",
                                    "There is no recipe " + name + "; there are "
                                            + String.join(", ", RecipeCheck.names(recipes)))));
        });
    }
}

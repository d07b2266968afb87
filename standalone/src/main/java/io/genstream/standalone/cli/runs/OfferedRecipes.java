package io.genstream.standalone.cli.runs;

import io.genstream.standalone.ExitCode;
import io.genstream.standalone.StandaloneException;
import io.genstream.standalone.cli.DidYouMean;
import io.genstream.standalone.cli.client.GatewayClient;
import io.genstream.trainer.RecipeCatalogue;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be trained: what the trainers announced, files of their recipes.dir among it. Where no gateway answers or no trainer
 * was there yet, the recipes that this release was built with. Stateless.
 */
final class OfferedRecipes {
    private OfferedRecipes() {}

    static List<OfferedRecipe> all(GatewayClient gateway) {
        List<OfferedRecipe> offered = announced(gateway);
        return offered.isEmpty()
                ? RecipeCatalogue.all().all().stream().map(OfferedRecipe::of).toList()
                : offered;
    }

    static OfferedRecipe find(GatewayClient gateway, String name) {
        List<OfferedRecipe> all = all(gateway);
        List<String> names = all.stream().map(OfferedRecipe::name).toList();
        return all.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StandaloneException(
                        ExitCode.NOT_FOUND,
                        "there is no recipe " + name + "; there are " + String.join(", ", names)
                                + DidYouMean.sentence(name, names)));
    }

    private static List<OfferedRecipe> announced(GatewayClient gateway) {
        List<OfferedRecipe> announced = new ArrayList<>();
        try {
            gateway.get("/v1/recipes")
                    .json()
                    .path("recipes")
                    .forEach(recipe -> announced.add(OfferedRecipe.of(recipe)));
        } catch (StandaloneException e) {
            if (e.exitCode() != ExitCode.GATEWAY_UNREACHABLE) {
                throw e;
            }
        }
        return announced;
    }
}

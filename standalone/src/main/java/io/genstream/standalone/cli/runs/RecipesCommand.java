package io.genstream.standalone.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.standalone.ExitCode;
import io.genstream.standalone.cli.ClientCommand;
import io.genstream.standalone.cli.Table;
import io.genstream.standalone.cli.client.GatewayClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can be trained. */
@Command(
        name = "recipes",
        description = {
            "Lists what can be trained; with a recipe its parameters.",
            "train takes them as --set. Without a gateway: what this release was built with."
        },
        footer = {"  ./genstream recipes", "  ./genstream recipes digits-cgan", "  ./genstream recipes --json"})
public final class RecipesCommand extends ClientCommand {
    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "show this recipe's parameters")
    private String name;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        List<OfferedRecipe> recipes =
                name == null ? OfferedRecipes.all(gateway) : List.of(OfferedRecipes.find(gateway, name));
        if (json()) {
            ObjectNode document = gateway.object();
            ArrayNode list = document.putArray("recipes");
            recipes.forEach(recipe -> list.add(recipe.json()));
            out().println(document);
        } else if (name == null) {
            list(recipes).print(out());
        } else {
            parameters(recipes.get(0)).print(out());
        }
        return ExitCode.DONE;
    }

    private static Table list(List<OfferedRecipe> recipes) {
        Table table = new Table("RECIPE", "DATA SET", "WHAT");
        recipes.forEach(recipe -> table.row(recipe.name(), recipe.datasetId().orElse("any"), recipe.summary()));
        return table;
    }

    private static Table parameters(OfferedRecipe recipe) {
        Table table = new Table("PARAMETER", "DEFAULT", "MUST BE", "WHAT");
        recipe.settings().settings().forEach(s -> table.row(s.name(), s.defaultValue(), s.allowed(), s.description()));
        return table;
    }
}

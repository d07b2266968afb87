package io.genstream.cli.runs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.ClientCommand;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.client.GatewayClient;
import io.genstream.cli.terminal.Table;
import io.genstream.cli.terminal.Text;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can be trained. */
@Command(
        name = "recipes",
        description = {"Lists what the trainers offer; with a recipe its parameters, which train takes as --set."},
        footer = {"  ./genstream recipes", "  ./genstream recipes digits-cgan", "  ./genstream recipes --json"})
public final class RecipesCommand extends ClientCommand {
    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "show this recipe's parameters")
    private String name;

    @Override
    protected ExitCode run(GatewayClient gateway) {
        List<OfferedRecipe> recipes =
                name == null ? OfferedRecipe.all(gateway) : List.of(OfferedRecipe.find(gateway, name));
        if (json()) {
            ObjectNode document = gateway.object();
            ArrayNode list = document.putArray("recipes");
            recipes.forEach(recipe -> list.add(recipe.document()));
            out().println(document);
        } else {
            print(name == null ? list(recipes) : parameters(recipes.get(0)), "No trainer has announced a recipe yet.");
        }
        return ExitCode.DONE;
    }

    private static Table list(List<OfferedRecipe> recipes) {
        Table table = new Table("RECIPE", "DATA SET", "WHAT");
        recipes.forEach(recipe ->
                table.row(recipe.name(), recipe.datasetId().orElse("any"), Text.of(recipe.document(), "summary")));
        return table;
    }

    private static Table parameters(OfferedRecipe recipe) {
        Table table = new Table("PARAMETER", "DEFAULT", "MUST BE", "WHAT");
        recipe.settings()
                .forEach(s -> table.row(
                        Text.of(s, "name"),
                        Text.of(s, "defaultValue"),
                        Text.of(s, "allowed"),
                        Text.of(s, "description")));
        return table;
    }
}

package io.genstream.standalone.cli.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.standalone.ExitCode;
import io.genstream.standalone.cli.Table;
import io.genstream.trainer.recipe.Recipe;
import io.genstream.trainer.recipe.Setting;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be trained. Needs no gateway. */
@Command(
        name = "recipes",
        description = {"Lists what can be trained; with a recipe its parameters.", "train takes them as --set."},
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  ./genstream recipes", "  ./genstream recipes digits-cgan", "  ./genstream recipes --json"})
public final class RecipesCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "RECIPE", description = "show this recipe's parameters")
    private String name;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Recipe> recipes = name == null ? OfferedRecipes.all() : List.of(OfferedRecipes.find(name));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(document(recipes));
        } else if (name == null) {
            list(recipes).print(out);
        } else {
            parameters(recipes.get(0)).print(out);
        }
        out.flush();
        return ExitCode.DONE.code();
    }

    private static Table list(List<Recipe> recipes) {
        Table table = new Table("RECIPE", "DATA SET", "WHAT");
        recipes.forEach(
                recipe -> table.row(recipe.name(), recipe.defaultDatasetId().orElse("any"), recipe.summary()));
        return table;
    }

    private static Table parameters(Recipe recipe) {
        Table table = new Table("PARAMETER", "DEFAULT", "WHAT");
        recipe.settings().settings().forEach(s -> table.row(s.name(), s.defaultValue(), what(s)));
        return table;
    }

    private static String what(Setting setting) {
        return setting.choices().isEmpty()
                ? setting.description()
                : setting.description() + " (" + String.join(", ", setting.choices()) + ")";
    }

    private static ObjectNode document(List<Recipe> recipes) {
        ObjectNode document = new ObjectMapper().createObjectNode();
        ArrayNode list = document.putArray("recipes");
        for (Recipe recipe : recipes) {
            ObjectNode node = list.addObject()
                    .put("name", recipe.name())
                    .put("summary", recipe.summary())
                    .put("datasetId", recipe.defaultDatasetId().orElse(null));
            ArrayNode parameters = node.putArray("parameters");
            for (Setting setting : recipe.settings().settings()) {
                ObjectNode parameter = parameters
                        .addObject()
                        .put("name", setting.name())
                        .put("type", setting.type().name())
                        .put("default", setting.defaultValue())
                        .put("description", setting.description());
                ArrayNode choices = parameter.putArray("choices");
                setting.choices().forEach(choices::add);
            }
        }
        return document;
    }
}

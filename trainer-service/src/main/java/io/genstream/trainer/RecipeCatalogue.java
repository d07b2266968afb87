package io.genstream.trainer;

import io.genstream.trainer.autoencoder.AutoencoderSystems;
import io.genstream.trainer.classifier.ClassifierSystem;
import io.genstream.trainer.gan.GanSystems;
import io.genstream.trainer.recipe.Recipes;
import io.genstream.trainer.recipe.yaml.RecipeFileException;
import io.genstream.trainer.recipe.yaml.RecipeFiles;
import io.genstream.trainer.recipe.yaml.RecipeReader;
import io.genstream.trainer.recipe.yaml.TrainingSystem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every recipe that this trainer offers, with its summary and settings: for the service's wiring, and for tools that list
 * or explain recipes without a cluster. Starts no engine.
 */
public final class RecipeCatalogue {
    private RecipeCatalogue() {}

    public static Recipes all() {
        return with(Optional.empty());
    }

    /**
     * @param directory of the operator's own recipe files
     * @throws RecipeFileException naming the first file that cannot be used, and why
     */
    public static Recipes with(Optional<Path> directory) {
        RecipeFiles files = new RecipeFiles(new RecipeReader(systems())).withBuiltIn();
        directory.ifPresent(files::withDirectory);
        return new Recipes(files.all());
    }

    /** What a recipe file may name as its system, by name. */
    public static Map<String, TrainingSystem> systems() {
        Map<String, TrainingSystem> systems = new LinkedHashMap<>(AutoencoderSystems.all());
        systems.putAll(GanSystems.all());
        systems.put("classifier", ClassifierSystem.create());
        return systems;
    }
}

package io.genstream.trainer.recipe.yaml;

import io.genstream.trainer.recipe.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The recipes of this house and those of a directory of the operator's own. */
public final class RecipeFiles {
    /** In the order in which people are shown them; the first one is what the demo starts with. */
    static final List<String> BUILT_IN = List.of(
            "digits-cgan",
            "digits-cvae",
            "digits-classifier",
            "image-cgan",
            "image-cvae",
            "lfw-ae",
            "lfw-vae-kld0.2",
            "lfw-vae-kld0.1",
            "lfw-vae-kld0.01",
            "lfw-dcgan",
            "lfw-vaegan",
            "anime-dcgan",
            "anime-dcgan-flip",
            "anime-wgan",
            "anime-wgan-gp",
            "anime-wgan-gp-flip",
            "anime-vaegan",
            "celeba-vae",
            "celeba-dcgan",
            "celeba-began",
            "celeba-cgan");

    private static final String ENDING = ".yaml";

    private final RecipeReader reader;
    /** Where each name comes from. */
    private final Map<String, String> origins = new LinkedHashMap<>();

    private final List<Recipe> recipes = new ArrayList<>();

    public RecipeFiles(RecipeReader reader) {
        this.reader = reader;
    }

    public RecipeFiles withBuiltIn() {
        for (String name : BUILT_IN) {
            String resource = "/recipes/" + name + ENDING;
            try (InputStream in = RecipeFiles.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("the resource " + resource + " is missing from this build");
                }
                read("recipes/" + name + ENDING, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new RecipeFileException(resource + " cannot be read: " + e.getMessage(), e);
            }
        }
        return this;
    }

    /** Adds every {@code *.yaml} that lies in the directory, in the order of their names. */
    public RecipeFiles withDirectory(Path directory) {
        try (Stream<Path> found = Files.list(directory)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
            for (Path file : files) {
                read(file.toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new RecipeFileException("recipes.dir " + directory + " cannot be read: " + e, e);
        }
        return this;
    }

    public List<Recipe> all() {
        return List.copyOf(recipes);
    }

    private void read(String file, String content) {
        add(file, reader.read(file, content));
    }

    private void add(String origin, Recipe recipe) {
        String other = origins.put(recipe.name(), origin);
        if (other != null) {
            throw new RecipeFileException(
                    origin + ": 'name' is '" + recipe.name() + "', which " + other + " has already; choose another");
        }
        recipes.add(recipe);
    }
}

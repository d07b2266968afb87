package io.genstream.trainer.recipe.yaml;

import io.genstream.trainer.recipe.Setting;
import io.genstream.trainer.recipe.SettingsSchema;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads and checks recipe files; every complaint is one that their author can act on. Stateless. */
public final class RecipeReader {
    private static final String SCALE_PARAMETER = "scaleParameter";
    private static final List<String> KEYS =
            List.of("name", "summary", "system", "dataset", "settings", "scales", SCALE_PARAMETER);
    /** Seconds, minutes, the source's own numbers; full is where these are a matter of minutes. */
    private static final List<String> SCALES = List.of("smoke", "small", "paper", "full");

    private static final List<String> USUAL_SCALES = List.of("small", "full");
    private static final String NAME = "[a-z0-9][a-z0-9.-]*";

    private final Map<String, TrainingSystem> systems;

    /** @param systems by the names that files call them by */
    public RecipeReader(Map<String, ? extends TrainingSystem> systems) {
        this.systems = new LinkedHashMap<>(systems);
    }

    /** @throws RecipeFileException naming the first thing that is wrong */
    public YamlRecipe read(String file, String content) {
        YamlMapping root = new YamlMapping(file, "", parse(file, new StringReader(content)));
        root.allow(KEYS);
        String name = root.required("name");
        if (!name.matches(NAME)) {
            throw root.refuse("name", "small letters, digits, points and dashes");
        }
        TrainingSystem system = system(root);
        return new YamlRecipe(
                name,
                root.required("summary"),
                root.text("dataset").filter(id -> !id.isEmpty()),
                schema(name, system, root),
                root.required("system"),
                system);
    }

    private static Node parse(String file, Reader content) {
        try {
            Node node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(content);
            if (node == null) {
                throw new RecipeFileException(file + ": the file is empty");
            }
            return node;
        } catch (YAMLException e) {
            throw new RecipeFileException(file + ": this is no YAML: " + e.getMessage(), e);
        }
    }

    private TrainingSystem system(YamlMapping root) {
        String name = root.required("system");
        TrainingSystem known = systems.get(name);
        return known != null ? known : instance(root, name);
    }

    private TrainingSystem instance(YamlMapping root, String className) {
        try {
            return Class.forName(className)
                    .asSubclass(TrainingSystem.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw root.refuse(
                    "system", "one of " + String.join(", ", systems.keySet()) + ", or a class on the class path");
        } catch (ClassCastException | ReflectiveOperationException e) {
            Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
            throw (RecipeFileException) root.refuse(
                            "system",
                            "a public class that implements " + TrainingSystem.class.getName()
                                    + " and has a public constructor without arguments")
                    .initCause(cause);
        }
    }

    /** Everything that a recipe of that system can set; the system's own word on a common setting wins. */
    public static List<Setting> settingsOf(TrainingSystem system) {
        Map<String, Setting> byName = new LinkedHashMap<>();
        RecipeFileSettings.list().forEach(setting -> byName.put(setting.name(), setting));
        system.settings().forEach(setting -> byName.put(setting.name(), setting));
        return List.copyOf(byName.values());
    }

    private static SettingsSchema schema(String recipe, TrainingSystem system, YamlMapping root) {
        Map<String, Setting> byName = new LinkedHashMap<>();
        settingsOf(system).forEach(setting -> byName.put(setting.name(), setting));
        Map<String, String> own = root.mapping("settings")
                .map(settings -> values(settings, byName))
                .orElse(Map.of());
        Map<String, Map<String, String>> scales = scales(root, byName, own);
        List<Setting> offered = new ArrayList<>();
        Map<String, String> shown = own;
        if (!scales.isEmpty()) {
            Setting choice = scaleChoice(root, byName.keySet(), scales.keySet());
            offered.add(choice);
            shown = scales.get(choice.defaultValue());
        }
        for (Setting setting : byName.values()) {
            offered.add(setting.withDefault(shown.getOrDefault(setting.name(), setting.defaultValue())));
        }
        return new SettingsSchema(recipe, offered, complete(scales, byName));
    }

    private static Setting scaleChoice(YamlMapping root, Set<String> settings, Set<String> scales) {
        String parameter = root.text(SCALE_PARAMETER).orElse(SettingsSchema.SCALE);
        if (settings.contains(parameter)) {
            throw root.refuse(SCALE_PARAMETER, "a word that no setting of the system has");
        }
        List<String> names = SCALES.stream().filter(scales::contains).toList();
        String usual =
                USUAL_SCALES.stream().filter(scales::contains).findFirst().orElse(names.get(0));
        return Setting.choice(parameter, names, "which of the recipe's sets of values")
                .withDefault(usual);
    }

    /** The values of each scale on top of the recipe's own. */
    private static Map<String, Map<String, String>> scales(
            YamlMapping root, Map<String, Setting> known, Map<String, String> own) {
        Map<String, Map<String, String>> scales = new LinkedHashMap<>();
        root.mapping("scales").ifPresent(blocks -> {
            blocks.allow(SCALES);
            for (String scale : blocks.keys()) {
                Map<String, String> values = new LinkedHashMap<>(own);
                values.putAll(values(blocks.mapping(scale).orElseThrow(), known));
                scales.put(scale, values);
            }
        });
        return scales;
    }

    /** With the system's defaults, so that nothing of the scale that is shown as the default stays. */
    private static Map<String, Map<String, String>> complete(
            Map<String, Map<String, String>> scales, Map<String, Setting> known) {
        Map<String, Map<String, String>> complete = new LinkedHashMap<>();
        scales.forEach((scale, values) -> {
            Map<String, String> all = new LinkedHashMap<>();
            known.values().forEach(setting -> all.put(setting.name(), setting.defaultValue()));
            all.putAll(values);
            complete.put(scale, all);
        });
        return complete;
    }

    private static Map<String, String> values(YamlMapping mapping, Map<String, Setting> known) {
        mapping.allow(known.keySet());
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : mapping.keys()) {
            String value = mapping.text(key).orElseThrow();
            if (!known.get(key).accepts(value)) {
                throw mapping.refuse(key, known.get(key).allowed());
            }
            values.put(key, value);
        }
        return values;
    }
}

package io.genstream.trainer.recipe.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A mapping of a YAML file whose scalars are the text that stands there: {@code on} stays a word and {@code 0.10} keeps its
 * zero. Complaints carry file, line and full key. Immutable.
 */
final class YamlMapping {
    private final String file;
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** @param path the keys that lead here, each followed by a point */
    YamlMapping(String file, String path, Node node) {
        this.file = file;
        this.path = path;
        if (!(node instanceof MappingNode mapping)) {
            throw new RecipeFileException(
                    place(node) + (path.isEmpty() ? "the file" : name("")) + " must be a mapping of keys to values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new RecipeFileException(place(tuple.getKeyNode()) + "a key must be one word");
            }
            if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                throw new RecipeFileException(place(key) + name(key.getValue()) + " stands there twice");
            }
        }
    }

    Set<String> keys() {
        return values.keySet();
    }

    void allow(Collection<String> known) {
        for (Map.Entry<String, Node> entry : values.entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw new RecipeFileException(place(entry.getValue()) + name(entry.getKey()) + " is unknown; known are "
                        + String.join(", ", known));
            }
        }
    }

    Optional<String> text(String key) {
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw new RecipeFileException(place(node) + name(key) + " must be a single value");
        }
        return Optional.of(scalar.getValue().strip());
    }

    String required(String key) {
        return text(key)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new RecipeFileException(file + ": " + name(key) + " is missing"));
    }

    Optional<YamlMapping> mapping(String key) {
        return Optional.ofNullable(values.get(key)).map(node -> new YamlMapping(file, path + key + ".", node));
    }

    RecipeFileException refuse(String key, String allowed) {
        return new RecipeFileException(
                place(values.get(key)) + name(key) + " is '" + text(key).orElseThrow() + "', must be " + allowed);
    }

    private String place(Node node) {
        return file + ", line " + (node.getStartMark().getLine() + 1) + ": ";
    }

    private String name(String key) {
        String whole = path + key;
        return "'" + (whole.endsWith(".") ? whole.substring(0, whole.length() - 1) : whole) + "'";
    }
}

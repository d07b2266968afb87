package io.genstream.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the fields of one JSON object and notes every rule that is broken, so that a client gets all of them at once. Fields
 * that nobody asked for are unknown. One thread; used once.
 */
public final class Fields {
    private static final int MAX_TEXT = 1_000;

    private final JsonNode object;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();

    public Fields(JsonNode object) {
        this.object = object;
    }

    /** The raw value; empty where it is absent or null. */
    public Optional<JsonNode> node(String name) {
        asked.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    public void violate(String field, String message) {
        violations.add(new Violation(field, message));
    }

    public Optional<String> text(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String text = node.get().textValue();
        if (text == null || text.isBlank() || text.length() > MAX_TEXT) {
            violate(name, "must be a string of 1 to " + MAX_TEXT + " characters, not " + show(node.get()));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Empty, with a violation, where the field is missing. */
    public Optional<String> requiredText(String name) {
        Optional<String> text = text(name);
        if (node(name).isEmpty()) {
            violate(name, "is required");
        }
        return text;
    }

    public OptionalLong integer(String name, long min, long max) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        return integer(name, node.get(), min, max);
    }

    private OptionalLong integer(String name, JsonNode node, long min, long max) {
        boolean fits = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= min
                && node.longValue() <= max;
        if (!fits) {
            violate(name, "must be an integer from " + min + " to " + max + ", not " + show(node));
            return OptionalLong.empty();
        }
        return OptionalLong.of(node.longValue());
    }

    public OptionalDouble number(String name, double min, double max) {
        Optional<JsonNode> node = node(name);
        if (node.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = node.get().isNumber() ? node.get().doubleValue() : Double.NaN;
        if (!(value >= min && value <= max)) {
            violate(name, "must be a finite number from " + min + " to " + max + ", not " + show(node.get()));
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value);
    }

    public boolean flag(String name) {
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isBoolean()) {
            violate(name, "must be true or false, not " + show(node.get()));
        }
        return node.isPresent() && node.get().asBoolean();
    }

    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        Optional<JsonNode> node = node(name);
        for (E constant : type.getEnumConstants()) {
            if (node.isPresent() && constant.name().equalsIgnoreCase(node.get().textValue())) {
                return Optional.of(constant);
            }
        }
        node.ifPresent(
                n -> violate(name, "must be one of " + Arrays.toString(type.getEnumConstants()) + ", not " + show(n)));
        return Optional.empty();
    }

    /** A row of finite numbers at {@code path}; a violation and empty otherwise. */
    public Optional<List<Float>> row(String path, JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            violate(path, "must be an array of numbers, not " + show(node));
            return Optional.empty();
        }
        List<Float> row = new ArrayList<>(node.size());
        for (JsonNode value : node) {
            if (!value.isNumber() || !Float.isFinite(value.floatValue())) {
                violate(path, "must hold finite numbers only, not " + show(value));
                return Optional.empty();
            }
            row.add(value.floatValue());
        }
        return Optional.of(row);
    }

    /** An object whose values are scalars, as text. */
    public Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        Optional<JsonNode> node = node(name);
        if (node.isPresent() && !node.get().isObject()) {
            violate(name, "must be an object of names and values, not " + show(node.get()));
        } else if (node.isPresent()) {
            node.get().properties().forEach(entry -> {
                if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                    texts.put(entry.getKey(), entry.getValue().asText());
                } else {
                    violate(name + "." + entry.getKey(), "must be a string, a number or a boolean");
                }
            });
        }
        return texts;
    }

    /** Throws all violations, unknown fields among them; call it when every field was asked for. */
    public void check() {
        Set<String> unknown = new TreeSet<>();
        object.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(asked);
        unknown.forEach(name -> violate(name, "is unknown; fields are " + String.join(", ", new TreeSet<>(asked))));
        if (!violations.isEmpty()) {
            throw GatewayException.invalid(violations);
        }
    }

    /** A value for a message, short enough for a log. */
    public static String show(JsonNode node) {
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}

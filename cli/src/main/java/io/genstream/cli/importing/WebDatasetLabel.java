package io.genstream.cli.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the .json or .cls of a WebDataset record says of its picture: a class by its number or name, a row of numbers, or numbers by
 * name. Immutable.
 *
 * @param className empty where the class has a number alone, or there is none
 * @param numbers one for a class by its number
 * @param names of the numbers; empty where they have none
 * @param unread fields of the .json that are taken for nothing
 * @param problem with what stands there, for people
 */
record WebDatasetLabel(
        Optional<String> className,
        List<Float> numbers,
        List<String> names,
        Optional<Sample.Split> split,
        Optional<String> subject,
        Optional<String> recordId,
        Set<String> unread,
        Optional<String> problem) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> LABEL = List.of(
            "label",
            "labels",
            "class",
            "class_name",
            "className",
            "category",
            "cls",
            "class_id",
            "target",
            "attributes");
    private static final Set<String> KNOWN = Set.of("split", "subject", "recordId", "labelName");

    /** @param wish none, or the field that holds the label */
    static WebDatasetLabel of(Optional<byte[]> json, Optional<byte[]> cls, Optional<String> wish) {
        try {
            JsonNode read = json.isPresent() ? JSON.readTree(json.get()) : JSON.createObjectNode();
            if (!read.isObject()) {
                return problem("its .json holds no object");
            }
            return of((ObjectNode) read, cls.map(text -> new String(text, StandardCharsets.UTF_8).strip()), wish);
        } catch (IOException e) {
            String why = e instanceof JsonProcessingException parsing ? parsing.getOriginalMessage() : e.getMessage();
            return problem("its .json cannot be read: " + why);
        }
    }

    private static WebDatasetLabel of(ObjectNode fields, Optional<String> cls, Optional<String> wish) {
        Optional<String> field = wish.isPresent()
                ? wish.filter(fields::hasNonNull)
                : LABEL.stream().filter(fields::hasNonNull).findFirst();
        TreeSet<String> unread = new TreeSet<>();
        fields.fieldNames().forEachRemaining(unread::add);
        unread.removeAll(KNOWN);
        field.ifPresent(unread::remove);
        JsonNode label = field.<JsonNode>map(fields::get)
                .or(() -> cls.filter(text -> wish.isEmpty()).map(WebDatasetLabel::number))
                .orElse(JSON.missingNode());
        Reading reading = new Reading();
        reading.take(label);
        Optional<String> name =
                Optional.ofNullable(fields.path("labelName").textValue()).filter(any -> reading.numbers.size() == 1);
        return new WebDatasetLabel(
                Optional.ofNullable(reading.className).or(() -> name),
                List.copyOf(reading.numbers),
                List.copyOf(reading.names),
                Splits.ofWord(fields.path("split").asText()),
                Optional.ofNullable(fields.path("subject").textValue()),
                Optional.ofNullable(fields.path("recordId").textValue()),
                unread,
                Optional.ofNullable(reading.problem));
    }

    private static JsonNode number(String text) {
        float number = Column.number(text);
        return Float.isNaN(number)
                ? JSON.getNodeFactory().textNode(text)
                : JSON.getNodeFactory().numberNode(number);
    }

    /** Turns a label of any form into what the record holds. */
    private static final class Reading {
        private final List<Float> numbers = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private String className;
        private String problem;

        void take(JsonNode label) {
            if (label.isTextual() || label.isBoolean()) {
                className = label.asText().isBlank() ? null : label.asText().strip();
            } else if (label.isArray()) {
                label.forEach(this::number);
            } else if (label.isObject()) {
                label.fields().forEachRemaining(field -> {
                    names.add(field.getKey().intern());
                    number(field.getValue());
                });
            } else if (!label.isMissingNode()) {
                number(label);
            }
        }

        private void number(JsonNode value) {
            if (problem == null && !value.isNumber() && !value.isBoolean()) {
                problem = "its label holds " + value + ", which is no number: a picture has one class, or numbers";
            }
            numbers.add(value.isBoolean() ? value.booleanValue() ? 1f : 0f : value.floatValue());
        }
    }

    private static WebDatasetLabel problem(String why) {
        return new WebDatasetLabel(
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.of(why));
    }

    /** A whole number, as classes are counted. */
    boolean isClassNumber() {
        return names.isEmpty()
                && numbers.size() == 1
                && numbers.get(0) >= 0
                && numbers.get(0) == Math.rint(numbers.get(0));
    }

    int classNumber() {
        return Math.round(numbers.get(0));
    }

    boolean isClass() {
        return className.isPresent() || isClassNumber();
    }

    /** Of records in one data set. */
    boolean isLike(WebDatasetLabel other) {
        return isClass() && other.isClass()
                || className.isEmpty()
                        && other.className.isEmpty()
                        && numbers.size() == other.numbers.size()
                        && names.size() == other.names.size();
    }

    /** For people. */
    String form() {
        return isClass() ? "a class" : numbers.size() + " labels";
    }
}

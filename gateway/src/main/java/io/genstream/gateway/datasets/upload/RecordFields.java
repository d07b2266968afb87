package io.genstream.gateway.datasets.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.genstream.gateway.datasets.DatasetException;
import io.genstream.gateway.datasets.DatasetException.Reason;
import io.genstream.gateway.datasets.DatasetSplit;
import io.genstream.model.webdataset.WebDatasetRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is known of a picture beside its pixels: from a record's JSON, its class file, or a query. */
record RecordFields(
        String recordId, List<Float> labels, Optional<String> subject, DatasetSplit split, Optional<String> source) {
    private static final int MAX_LABELS = 4_096;
    private static final JsonMapper JSON = mapper();

    private static JsonMapper mapper() {
        JsonMapper mapper = new JsonMapper();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(20).build());
        return mapper;
    }

    /** Fields of the JSON that we do not know are left alone: WebDatasets carry much beside. */
    static RecordFields of(WebDatasetRecord<byte[]> sample) {
        JsonNode json = sample.json().map(RecordFields::parse).orElseGet(JSON::createObjectNode);
        List<Float> labels = json.hasNonNull("label")
                ? labels(json.get("label"))
                : sample.classIndex().map(RecordFields::classIndex).orElse(List.of());
        return new RecordFields(
                text(json, "recordId").orElse(sample.key()),
                labels,
                text(json, "subject"),
                text(json, "split").map(RecordFields::split).orElse(DatasetSplit.TRAIN),
                text(json, "source"));
    }

    /** From query parameters; {@code labels} are comma separated. */
    static RecordFields of(
            String recordId,
            Optional<String> labels,
            Optional<String> subject,
            Optional<String> split,
            Optional<String> source) {
        List<Float> row = new ArrayList<>();
        labels.filter(text -> !text.isBlank())
                .ifPresent(text -> Arrays.stream(text.split(",", -1)).forEach(one -> row.add(number(one))));
        return new RecordFields(
                recordId, row, subject, split.map(RecordFields::split).orElse(DatasetSplit.TRAIN), source);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.isObject()) {
                return node;
            }
            throw new DatasetException(Reason.BAD_RECORD_JSON, "the JSON beside the picture must be an object");
        } catch (JsonProcessingException e) {
            throw badJson(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw badJson(e.getMessage(), e);
        }
    }

    private static DatasetException badJson(String why, IOException cause) {
        return new DatasetException(
                Reason.BAD_RECORD_JSON, "the JSON beside the picture is not readable: " + why, cause);
    }

    private static Optional<String> text(JsonNode json, String name) {
        JsonNode node = json.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new DatasetException(Reason.BAD_RECORD_JSON, name + " must be a string, not " + node);
        }
        return Optional.of(node.textValue());
    }

    private static List<Float> labels(JsonNode node) {
        List<Float> row = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(value -> row.add(number(value)));
        } else {
            row.add(number(node));
        }
        if (row.size() > MAX_LABELS) {
            throw new DatasetException(
                    Reason.BAD_LABEL, row.size() + " label values are too many; " + MAX_LABELS + " are the most");
        }
        return row;
    }

    private static List<Float> classIndex(byte[] bytes) {
        return List.of(number(new String(bytes, StandardCharsets.UTF_8).strip()));
    }

    private static float number(JsonNode node) {
        if (!node.isNumber() || !Float.isFinite(node.floatValue())) {
            throw badLabel(node.toString());
        }
        return node.floatValue();
    }

    private static float number(String text) {
        try {
            float value = Float.parseFloat(text);
            if (Float.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw badLabel(text);
        }
        throw badLabel(text);
    }

    private static DatasetException badLabel(String value) {
        String shown = value.length() <= 60 ? value : value.substring(0, 60) + "…";
        return new DatasetException(Reason.BAD_LABEL, "a label is a finite number or a row of them, not " + shown);
    }

    private static DatasetSplit split(String text) {
        for (DatasetSplit split : DatasetSplit.values()) {
            if (split.name().equalsIgnoreCase(text)) {
                return split;
            }
        }
        throw new DatasetException(
                Reason.BAD_RECORD_JSON,
                "split must be one of " + Arrays.toString(DatasetSplit.values()) + ", not " + text);
    }
}

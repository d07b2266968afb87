package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.genstream.cli.client.CommandException;
import io.genstream.cli.client.ExitCode;
import io.genstream.cli.importing.PictureSource.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the pictures of a source become records of a data set that may exist already: its classes keep their numbers, new ones
 * come after them. Immutable.
 *
 * @param names of the data set: classes or columns
 * @param testShare of the records, where the source does not say itself
 */
record ImportPlan(Labels labels, List<String> names, PictureFitter fitter, double testShare) {
    private static final double HASH_RANGE = 1L << 32;

    ImportPlan {
        names = List.copyOf(names);
    }

    /** @param existing the data set's newest revision; a missing node if there is none */
    static ImportPlan of(PictureSource source, JsonNode existing, PictureFitter fitter, double testShare) {
        List<String> names = new ArrayList<>();
        if (!existing.isMissingNode()) {
            requireSameLabels(source, existing);
            existing.path("attributeNames").forEach(name -> names.add(name.asText()));
        }
        source.names().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return new ImportPlan(source.labels(), names, fitter, testShare);
    }

    /** The JSON beside a picture. */
    ObjectNode describe(Sample sample, ObjectNode fields) {
        fields.put("recordId", sample.name())
                .put("split", split(sample, testShare).name());
        sample.subject().ifPresent(subject -> fields.put("subject", subject));
        if (labels != Labels.NONE) {
            ArrayNode label = fields.putArray("label");
            sample.className().ifPresent(name -> label.add(names.indexOf(name)));
            sample.attributes().forEach(label::add);
        }
        return fields;
    }

    /** By a hash of the id: the same at every import, however many pictures join later. */
    static Sample.Split split(Sample sample, double testShare) {
        return sample.split()
                .orElseGet(() -> hash(sample.name()) / HASH_RANGE < testShare ? Sample.Split.TEST : Sample.Split.TRAIN);
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return (digest[0] & 0xFFL) << 24
                    | (digest[1] & 0xFFL) << 16
                    | (digest[2] & 0xFFL) << 8
                    | (digest[3] & 0xFFL);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void requireSameLabels(PictureSource source, JsonNode existing) {
        String kind = existing.path("labelKind").asText();
        boolean same = kind.equals(source.labels().name());
        if (same && source.labels() == Labels.ATTRIBUTES) {
            List<String> columns = new ArrayList<>();
            existing.path("attributeNames").forEach(name -> columns.add(name.asText()));
            same = columns.equals(source.names());
        }
        if (!same) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "data set " + existing.path("datasetId").asText() + " has labels of kind " + kind + " "
                            + existing.path("attributeNames") + ", these pictures have " + source.labels() + " "
                            + source.names() + ": choose another --dataset");
        }
    }
}

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the pictures of a source become records of a data set that may exist already: its classes keep their numbers, new ones
 * come after them. Immutable.
 */
final class ImportPlan {
    private static final double HASH_RANGE = 1L << 32;
    private static final int MAX_NAMES = 10_000;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_SOURCE = 1_000;

    private final Labels labels;
    private final List<String> names;
    private final PictureFitter fitter;
    private final double testShare;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * @param names of the data set: classes or columns
     * @param testShare of the records, where the source does not say itself
     */
    ImportPlan(Labels labels, List<String> names, PictureFitter fitter, double testShare) {
        this.labels = labels;
        this.names = List.copyOf(names);
        this.fitter = fitter;
        this.testShare = testShare;
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
    }

    /** @param existing the data set's newest revision; a missing node if there is none */
    static ImportPlan of(PictureSource source, JsonNode existing, PictureFitter fitter, double testShare) {
        List<String> before = new ArrayList<>();
        existing.path("attributeNames").forEach(name -> before.add(name.asText()));
        if (!existing.isMissingNode()) {
            requireSameLabels(source, existing, before);
        }
        List<String> names = source.labels() == Labels.CLASS ? ClassNames.join(before, source.names()) : source.names();
        requireFit(names);
        return new ImportPlan(source.labels(), names, fitter, testShare);
    }

    Labels labels() {
        return labels;
    }

    List<String> names() {
        return names;
    }

    PictureFitter fitter() {
        return fitter;
    }

    double testShare() {
        return testShare;
    }

    /** The JSON beside a picture whose sample has its id. */
    ObjectNode describe(Sample sample, ObjectNode fields) {
        fields.put("recordId", sample.id())
                .put("split", split(sample, testShare).name());
        sample.subject().ifPresent(subject -> fields.put("subject", subject));
        if (Identities.isOfContent(sample.id())) {
            fields.put("source", shown(sample.source()));
        }
        if (labels != Labels.NONE) {
            ArrayNode label = fields.putArray("label");
            sample.className().ifPresent(name -> label.add(numbers.get(name)));
            sample.attributes().forEach(label::add);
        }
        return fields;
    }

    /** By a hash of the id: the same at every import, however many pictures join later. */
    static Sample.Split split(Sample sample, double testShare) {
        return sample.split()
                .orElseGet(() -> hash(sample.id()) / HASH_RANGE < testShare ? Sample.Split.TEST : Sample.Split.TRAIN);
    }

    /** As the gateway takes it. */
    private static String shown(String source) {
        String printable = source.replaceAll("\\p{C}", "?");
        return printable.length() <= MAX_SOURCE
                ? printable
                : "…" + printable.substring(printable.length() - MAX_SOURCE + 1);
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

    private static void requireSameLabels(PictureSource source, JsonNode existing, List<String> names) {
        String kind = existing.path("labelKind").asText();
        boolean same = kind.equals(source.labels().name())
                && (source.labels() != Labels.ATTRIBUTES || names.equals(source.names()));
        if (!same) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "data set " + existing.path("datasetId").asText() + " has labels of kind " + kind + " ("
                            + Sources.some(names) + "), these pictures have " + source.labels() + " ("
                            + Sources.some(source.names())
                            + "): choose another --dataset, or say by --labels where they are");
        }
    }

    /** As the gateway takes them; better now than after the last picture. */
    private static void requireFit(List<String> names) {
        if (names.size() > MAX_NAMES) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    names.size() + " classes or attributes are too many, " + MAX_NAMES
                            + " are the most: --labels says where else they are");
        }
        names.stream()
                .filter(name -> name.length() > MAX_NAME_LENGTH)
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandException(
                            ExitCode.REFUSED,
                            "the name " + name + " has " + name.length() + " characters, " + MAX_NAME_LENGTH
                                    + " are the most");
                });
    }
}

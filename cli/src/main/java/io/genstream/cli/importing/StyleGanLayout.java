package io.genstream.cli.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.genstream.cli.importing.PictureSource.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What dataset_tool.py of StyleGAN2-ADA and StyleGAN3 (github.com/NVlabs/stylegan3) makes: pictures with a dataset.json that
 * holds {@code labels}: pairs of a file and a class number, pairs of a file and a list of numbers, or null.
 */
final class StyleGanLayout implements Layout {
    private static final String LABELS = "dataset.json";
    private static final int HEAD = 1 << 16;

    @Override
    public String name() {
        return "stylegan";
    }

    @Override
    public boolean matches(Root root) throws IOException {
        Path json = root.folder().resolve(LABELS);
        return root.file().isEmpty()
                && Files.isRegularFile(json)
                && !root.pictures().isEmpty()
                && new String(Root.head(json, HEAD), StandardCharsets.UTF_8).contains("\"labels\"");
    }

    @Override
    public PictureSource read(Root root, Wishes wishes) throws IOException {
        Path json = root.folder().resolve(LABELS);
        Map<String, List<Float>> labels = wishes.labels().filter("none"::equals).isPresent() ? Map.of() : labels(json);
        boolean vectors = labels.values().stream().anyMatch(label -> label.size() != 1);
        boolean classes = !vectors
                && labels.values().stream()
                        .allMatch(label -> label.get(0) >= 0 && label.get(0) == Math.rint(label.get(0)));
        int columns = labels.isEmpty() ? 0 : labels.values().iterator().next().size();
        List<Sample> samples = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Path file : root.pictures()) {
            String source = root.name(file);
            List<Float> label = labels.get(source);
            if (labels.isEmpty()) {
                samples.add(Sample.unlabelled(source, Picture.file(file)));
            } else if (label == null || label.size() != columns) {
                leftOut.add(source + ": has no label of " + columns + " numbers in " + LABELS);
            } else if (classes) {
                numbers.add(Math.round(label.get(0)));
                samples.add(Sample.ofClass(source, Picture.file(file), Integer.toString(Math.round(label.get(0)))));
            } else {
                samples.add(Sample.ofAttributes(source, Picture.file(file), label));
            }
        }
        Labels kind = labels.isEmpty() ? Labels.NONE : classes ? Labels.CLASS : Labels.ATTRIBUTES;
        List<String> names = new ArrayList<>();
        numbers.forEach(number -> names.add(number.toString()));
        for (int i = 0; kind == Labels.ATTRIBUTES && i < columns; i++) {
            names.add("attribute " + i);
        }
        return new PictureSource(kind, names, samples, leftOut)
                .told(labels.isEmpty() ? LABELS + " without labels" : "labels of " + LABELS);
    }

    private static Map<String, List<Float>> labels(Path json) throws IOException {
        Map<String, List<Float>> labels = new HashMap<>();
        try (InputStream in = Files.newInputStream(json);
                JsonParser parser = new JsonFactory().createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Sources.unusable(json, "it should hold {\"labels\": [[\"file.png\", 3], ...]}", null);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals("labels");
                if (parser.nextToken() == JsonToken.START_ARRAY && wanted) {
                    while (parser.nextToken() == JsonToken.START_ARRAY) {
                        String file = parser.nextTextValue();
                        labels.put(file == null ? "" : file.replace('\\', '/'), numbers(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        return labels;
    }

    /** Up to the end of the pair. */
    private static List<Float> numbers(JsonParser parser) throws IOException {
        List<Float> numbers = new ArrayList<>();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException(LABELS + " is cut short");
            }
            depth += token == JsonToken.START_ARRAY ? 1 : token == JsonToken.END_ARRAY ? -1 : 0;
            if (token.isNumeric()) {
                numbers.add(parser.getFloatValue());
            }
        }
        return List.copyOf(numbers);
    }
}

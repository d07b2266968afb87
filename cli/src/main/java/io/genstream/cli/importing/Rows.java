package io.genstream.cli.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rows of a file, from its beginning each time; one is in memory at once. */
@FunctionalInterface
interface Rows {
    /** What becomes of a row; false where no more are wanted. */
    @FunctionalInterface
    interface Taker {
        boolean take(String[] row);
    }

    void forEach(Taker taker) throws IOException;

    /** Of a .jsonl the names of all fields come first, of a table whatever its first line holds. */
    static Rows of(Path file) throws IOException {
        return Root.lowerName(file).endsWith(".jsonl") ? jsonLines(file) : delimited(file, delimiter(file));
    }

    private static Rows delimited(Path file, char delimiter) {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(delimiter);
        return taker -> {
            try (Reader text = open(file);
                    MappingIterator<String[]> rows = new CsvMapper()
                            .readerFor(String[].class)
                            .with(schema)
                            .withFeatures(
                                    CsvParser.Feature.WRAP_AS_ARRAY,
                                    CsvParser.Feature.SKIP_EMPTY_LINES,
                                    CsvParser.Feature.TRIM_SPACES)
                            .readValues(text)) {
                boolean more = true;
                while (more && rows.hasNextValue()) {
                    more = taker.take(rows.nextValue());
                }
            } catch (CharacterCodingException e) {
                throw Sources.unusable(file, "it is not in UTF-8: save it as CSV in UTF-8", e);
            }
        };
    }

    private static Rows jsonLines(Path file) {
        ObjectMapper json = new ObjectMapper();
        return taker -> {
            Set<String> names = new LinkedHashSet<>();
            try (Reader text = open(file);
                    MappingIterator<JsonNode> lines =
                            json.readerFor(JsonNode.class).readValues(text)) {
                while (lines.hasNextValue()) {
                    lines.nextValue().fieldNames().forEachRemaining(names::add);
                }
            }
            boolean more = taker.take(names.toArray(String[]::new));
            try (Reader text = open(file);
                    MappingIterator<JsonNode> lines =
                            json.readerFor(JsonNode.class).readValues(text)) {
                while (more && lines.hasNextValue()) {
                    JsonNode line = lines.nextValue();
                    more = taker.take(names.stream()
                            .map(line::path)
                            .map(value ->
                                    value.isContainerNode() ? value.toString() : value.isNull() ? "" : value.asText())
                            .toArray(String[]::new));
                }
            }
        };
    }

    /** Excel writes a byte order mark, and UTF-16 where it says Unicode. */
    private static Reader open(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 3);
        byte[] head = in.readNBytes(3);
        boolean marked = head.length == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        boolean wide = head.length > 1
                && (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE
                        || head[0] == (byte) 0xFE && head[1] == (byte) 0xFF);
        if (!marked) {
            in.unread(head);
        }
        Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        InputStream bytes = in;
        return new BufferedReader(new InputStreamReader(bytes, charset.newDecoder()));
    }

    /** The one that cuts each of the first lines into the same number of columns. */
    private static char delimiter(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader text = new BufferedReader(open(file))) {
            for (String line = text.readLine(); line != null && lines.size() < 20; line = text.readLine()) {
                if (!line.isBlank()) {
                    lines.add(line);
                }
            }
        } catch (CharacterCodingException e) {
            throw Sources.unusable(file, "it is not in UTF-8: save it as CSV in UTF-8", e);
        }
        for (char delimiter : new char[] {'\t', ';', ','}) {
            List<Long> columns = lines.stream()
                    .map(line -> columns(line, delimiter))
                    .distinct()
                    .toList();
            if (columns.size() == 1 && columns.get(0) > 1) {
                return delimiter;
            }
        }
        return Root.lowerName(file).endsWith(".tsv") ? '\t' : ',';
    }

    private static long columns(String line, char delimiter) {
        boolean quoted = false;
        long columns = 1;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            quoted ^= letter == '"';
            columns += letter == delimiter && !quoted ? 1 : 0;
        }
        return columns;
    }
}

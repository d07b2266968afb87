package io.genstream.model.latent;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.model.card.ModelCard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Draws are frozen: the committed vectors, made by another implementation, must come out again. */
class LatentVectorsTest {
    static Stream<String> latentVectors() throws IOException {
        return lines("/latent-vectors.csv");
    }

    static Stream<String> labelVectors() throws IOException {
        return lines("/label-vectors.csv");
    }

    @ParameterizedTest
    @MethodSource("latentVectors")
    void drawsTheCommittedLatents(String line) {
        List<String> fields = List.of(line.split(",", -1));
        String[] values = fields.get(7).split(" ", -1);
        double low = Double.parseDouble(fields.get(1));
        double high = Double.parseDouble(fields.get(2));
        ModelCard card =
                fields.get(0).equals("NORMAL") ? Cards.normal(values.length) : Cards.uniform(low, high, values.length);
        OptionalDouble truncation =
                fields.get(6).isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(fields.get(6)));

        float[] drawn = LatentSampler.draw(
                card,
                Long.parseLong(fields.get(3)),
                Long.parseLong(fields.get(4)),
                Double.parseDouble(fields.get(5)),
                truncation);

        float[] expected = new float[values.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Float.parseFloat(values[i]);
        }
        assertThat(drawn).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("labelVectors")
    void drawsTheCommittedLabelRows(String line) {
        List<String> fields = List.of(line.split(",", -1));
        int rows = Integer.parseInt(fields.get(2));
        ModelCard card = Cards.classes(
                rows, IntStream.range(0, rows).mapToObj(i -> List.of((float) i)).toList());
        assertThat(LabelSampler.draw(card, Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1))))
                .containsExactly(Float.parseFloat(fields.get(3)));
    }

    private static Stream<String> lines(String resource) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(LatentVectorsTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            List<String> lines =
                    reader.lines().filter(line -> !line.startsWith("#")).toList();
            assertThat(lines).isNotEmpty();
            return lines.stream();
        }
    }
}

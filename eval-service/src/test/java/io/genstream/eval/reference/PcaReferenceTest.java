package io.genstream.eval.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.eval.Digits;
import io.genstream.eval.baseline.Baselines;
import io.genstream.eval.evaluation.EvaluationProtocol;
import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.evaluation.Measurement;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.extractor.PcaExtractor;
import io.genstream.eval.metrics.FeatureSet;
import io.genstream.model.extractor.ExtractedFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the fallback extractor can tell, on digits that nobody told are digits. docs/metrics.md has these figures. */
class PcaReferenceTest {
    private static final String DISTANCE = "fd-pca64-2000-area32-relative";
    private static final String RECALL = "recall-pca64-2000-k3";
    private static final String NEIGHBOUR = "nn-train-pca64-2000";

    private static final Evaluator EVALUATOR = new Evaluator(50);
    private static Dataset dataset;
    private static Reference reference;
    private static Map<String, Double> floor;

    @BeforeAll
    static void measureTheFloor() throws Exception {
        List<String> names = IntStream.range(0, 10).mapToObj(i -> "kind " + i).toList();
        dataset = new Dataset(
                new DatasetRevision("d", 1, List.of(0L), names, new ImageShape(28, 28, 1)),
                all(Digits.train()),
                all(Digits.test()));
        ReferenceBuilder builder = new ReferenceBuilder(EvaluationProtocol.SEED);
        reference = builder.build(dataset, builder.components(dataset, PcaExtractor.canvas(1)));
        floor = byName(baselines().floor(reference, dataset).orElseThrow().figures());
    }

    @Test
    void realImagesAreAtTheFloor() {
        assertThat(floor.get(DISTANCE)).isLessThan(0.015);
        assertThat(floor.get(RECALL)).isGreaterThan(0.85);
        assertThat(floor.get(NEIGHBOUR)).isZero();
        assertThat(floor).doesNotContainKey("agreement-pca64-2000");
    }

    @Test
    void aLinearModelIsWorseThanRealImages() throws Exception {
        var yardstick =
                byName(baselines().yardstick(reference, dataset).orElseThrow().figures());

        assertThat(yardstick.get(DISTANCE)).isBetween(0.03, 0.1);
        assertThat(yardstick.get(RECALL)).isLessThan(0.5);
    }

    @Test
    void noiseIsFarOff() throws Exception {
        Random random = new Random(1);
        byte[][] noise = new byte[2_000][32 * 32];
        for (byte[] image : noise) {
            random.nextBytes(image);
        }

        assertThat(measured(noise).get(DISTANCE)).isGreaterThan(1);
        assertThat(measured(noise).get(RECALL)).isLessThan(0.01);
    }

    @Test
    void oneClassAloneIsFarOff() throws Exception {
        int[] ones = IntStream.range(0, dataset.train().size())
                .filter(i -> dataset.train().classes()[i] == 1)
                .toArray();
        byte[][] collapsed = IntStream.range(0, 2_000)
                .mapToObj(i -> dataset.train().images()[ones[i % ones.length]])
                .toArray(byte[][]::new);

        assertThat(measured(collapsed).get(DISTANCE)).isGreaterThan(0.7);
        assertThat(measured(collapsed).get(RECALL)).isLessThan(0.15);
    }

    @Test
    void blurIsSeen() throws Exception {
        byte[][] blurred = Arrays.stream(dataset.train().images())
                .limit(2_000)
                .map(PcaReferenceTest::blurred)
                .toArray(byte[][]::new);

        assertThat(measured(blurred).get(DISTANCE)).isGreaterThan(5 * floor.get(DISTANCE));
        assertThat(measured(blurred).get(RECALL)).isLessThan(0.3);
    }

    private static Baselines baselines() {
        return new Baselines(new EvaluationProtocol(2_000), EVALUATOR);
    }

    private static Map<String, Double> measured(byte[][] images) throws InterruptedException {
        ExtractedFeatures extracted = ReferenceBuilder.extract(reference.extractor(), images);
        return byName(EVALUATOR.measure(
                new FeatureSet(extracted.features(), extracted.predictedClass(), extracted.predictedClass()),
                reference));
    }

    private static Map<String, Double> byName(List<Measurement> figures) {
        return figures.stream().collect(Collectors.toMap(Measurement::metric, Measurement::value));
    }

    private static LabelledImages all(Digits digits) {
        byte[][] images = IntStream.range(0, digits.labels().length)
                .mapToObj(i -> digits.padded(i).raw())
                .toArray(byte[][]::new);
        return new LabelledImages(images, digits.labels());
    }

    /** Mean of 3x3 pixels; the border stays black, as it is. */
    private static byte[] blurred(byte[] image) {
        byte[] blurred = new byte[image.length];
        for (int y = 1; y < 31; y++) {
            for (int x = 1; x < 31; x++) {
                int sum = 0;
                for (int i = 0; i < 9; i++) {
                    sum += image[(y - 1 + i / 3) * 32 + x - 1 + i % 3] & 0xFF;
                }
                blurred[y * 32 + x] = (byte) (sum / 9);
            }
        }
        return blurred;
    }
}

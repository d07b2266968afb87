package io.genstream.eval.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.eval.evaluation.Evaluator;
import io.genstream.eval.evaluation.Measurement;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.extractor.ImageShape;
import io.genstream.eval.extractor.PcaExtractor;
import io.genstream.eval.metrics.FeatureSet;
import io.genstream.eval.metrics.GaussianStats;
import io.genstream.schemas.Measures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final LabelledImages NOTHING = new LabelledImages(new byte[0][], new int[0]);

    private static Extractors extractors;
    private static Extractor extractor;

    @BeforeAll
    static void open() {
        extractors = Extractors.builtIn();
        extractor = extractors.fitting(new ImageShape(28, 28, 1)).orElseThrow();
    }

    @AfterAll
    static void close() {
        extractors.close();
    }

    @Test
    void theBuiltInExtractorReadsTheTestDigits() throws Exception {
        LabelledImages test = SmallReference.dataset("d", 1).test();

        int[] seen = ReferenceBuilder.extract(extractor, test.images()).predictedClass();

        long right = IntStream.range(0, seen.length)
                .filter(i -> seen[i] == test.classes()[i])
                .count();
        assertThat(right).isGreaterThan(190);
    }

    @Test
    void colourImagesFitNoExtractor() {
        assertThat(extractors.fitting(new ImageShape(64, 64, 3))).isEmpty();
        assertThat(extractors.fitting(new ImageShape(20, 20, 1))).isEmpty();
        assertThat(extractors.fitting(new ImageShape(32, 32, 1))).contains(extractor);
        List<String> digits = extractor.classNames();
        assertThat(extractors.of("d", new ImageShape(28, 28, 1), digits)).contains(extractor);
        assertThat(extractors.of("d", new ImageShape(28, 28, 1), List.of("shirt", "shoe")))
                .isEmpty();
    }

    @Test
    void keepsTheLastTwoRevisions() {
        References references = new References();
        for (long revision = 1; revision <= 3; revision++) {
            references.put(SmallReference.build(extractor, "d", revision));
        }

        assertThat(references.find("d", 1)).isEmpty();
        assertThat(references.find("d", 2)).isPresent();
        assertThat(references.current("d").orElseThrow().revision().revision()).isEqualTo(3);
    }

    @Test
    void oneThatIsMadeAgainLeavesNoneOfBefore() {
        References references = new References();
        references.put(SmallReference.build(extractor, "d", 1));
        references.put(SmallReference.build(extractor, "d", 2));
        Reference again = SmallReference.build(extractor, "d", 2);
        references.put(again);

        assertThat(references.find("d", 1)).isEmpty();
        assertThat(references.find("d", 2)).containsSame(again);
        references.putUnusable("d", "hardly a picture is left");
        assertThat(references.find("d", 2)).isEmpty();
    }

    @Test
    void anEarlierRevisionThatComesLateIsNotTheCurrentOne() {
        References references = new References();
        references.put(SmallReference.build(extractor, "d", 5));
        references.put(SmallReference.build(extractor, "d", 4));

        assertThat(references.current("d").orElseThrow().revision().revision()).isEqualTo(5);
    }

    @Test
    void refusesADatasetWithHardlyAPictureToLearnFrom() {
        Dataset whole = SmallReference.dataset("d", 1);
        Dataset bare = new Dataset(whole.revision(), NOTHING, whole.test());

        assertThatThrownBy(() -> new ReferenceBuilder(1).build(bare, extractor))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("d r1 has 0 train images");
    }

    @Test
    void measuresAgainstTheTrainSplitWhereTooFewPicturesAreKeptFromModels() throws Exception {
        Dataset whole = SmallReference.dataset("d", 1);
        LabelledImages few = ReferenceBuilder.sample(whole.test(), ReferenceBuilder.MIN_TEST - 1, 1);
        Dataset small = new Dataset(whole.revision(), whole.train(), few);

        Reference reference = new ReferenceBuilder(1).build(small, extractor);

        assertThat(reference.side()).isEqualTo(Reference.Side.TRAIN);
        assertThat(reference.count()).isEqualTo(400);
        float[][] copies =
                ReferenceBuilder.extract(extractor, whole.train().images()).features();
        assertThat(reference.frechet().to(GaussianStats.of(copies))).isLessThan(1e-9);
        assertThat(ratio(reference, copies)).isZero();
        float[][] unseen =
                ReferenceBuilder.extract(extractor, whole.test().images()).features();
        assertThat(ratio(reference, unseen)).isBetween(0.8, 1.25);
        assertThat(new ReferenceBuilder(1).build(whole, extractor).side()).isEqualTo(Reference.Side.TEST);
    }

    @Test
    void refusesPicturesThatAreAllTheSame() {
        Dataset whole = SmallReference.dataset("d", 1);
        byte[][] same = new byte[300][];
        Arrays.fill(same, whole.train().images()[0]);
        Dataset flat = new Dataset(whole.revision(), new LabelledImages(same, new int[300]), NOTHING);

        assertThatThrownBy(() -> new ReferenceBuilder(1).build(flat, extractor))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("all the same");
    }

    @Test
    void componentsAreTheSameForTheSamePicturesAndNamedByTheirNumber() {
        Dataset dataset = SmallReference.dataset("d", 1);
        PcaExtractor once = new ReferenceBuilder(1).components(dataset, PcaExtractor.canvas(1));
        PcaExtractor again = new ReferenceBuilder(1).components(dataset, PcaExtractor.canvas(1));
        Dataset other =
                new Dataset(dataset.revision(), ReferenceBuilder.sample(dataset.train(), 100, 5), dataset.test());

        assertThat(once.name()).isEqualTo("pca64");
        assertThat(once.sha256()).isEqualTo(again.sha256()).hasSize(64);
        assertThat(new ReferenceBuilder(1).components(other, PcaExtractor.canvas(1)))
                .satisfies(few -> assertThat(few.name()).isEqualTo("pca16"))
                .satisfies(few -> assertThat(few.sha256()).isNotEqualTo(once.sha256()));
        assertThat(once.explained()).isBetween(0.7, 0.95);
    }

    @Test
    void seededSamplesAreTheSameAndHoldNoImageTwice() {
        LabelledImages train = SmallReference.dataset("d", 1).train();

        LabelledImages sample = ReferenceBuilder.sample(train, 150, 9);

        assertThat(sample.size()).isEqualTo(150);
        assertThat(sample.images())
                .isEqualTo(ReferenceBuilder.sample(train, 150, 9).images());
        assertThat(Arrays.stream(sample.images()).distinct().count()).isEqualTo(150);
        assertThat(sample.classes())
                .isNotEqualTo(ReferenceBuilder.sample(train, 150, 10).classes());
    }

    /** Distance to the nearest training picture over that of real ones. */
    private static double ratio(Reference reference, float[][] vectors) {
        int[] classes = new int[vectors.length];
        return new Evaluator(2)
                .measure(new FeatureSet(vectors, classes, classes), reference).stream()
                        .filter(figure -> figure.measure().name().equals(Measures.NEAREST_TRAINING))
                        .mapToDouble(Measurement::value)
                        .sum();
    }
}

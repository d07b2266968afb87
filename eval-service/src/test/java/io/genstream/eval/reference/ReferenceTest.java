package io.genstream.eval.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.Extractors;
import io.genstream.eval.extractor.ImageShape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReferenceTest {
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
    void anEarlierRevisionThatComesLateIsNotTheCurrentOne() {
        References references = new References();
        references.put(SmallReference.build(extractor, "d", 5));
        references.put(SmallReference.build(extractor, "d", 4));

        assertThat(references.current("d").orElseThrow().revision().revision()).isEqualTo(5);
    }

    @Test
    void refusesADatasetWithoutATestSplit() {
        Dataset whole = SmallReference.dataset("d", 1);
        Dataset untested = new Dataset(whole.revision(), whole.train(), new LabelledImages(new byte[0][], new int[0]));

        assertThatThrownBy(() -> new ReferenceBuilder(1).build(untested, extractor))
                .isInstanceOf(UnusableDatasetException.class)
                .hasMessageContaining("d r1 has 0 test images");
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
}

package io.genstream.eval.reference;

import io.genstream.eval.Digits;
import io.genstream.eval.extractor.Extractor;
import io.genstream.eval.extractor.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A real reference of few digits. */
public final class SmallReference {
    private SmallReference() {}

    public static Reference build(Extractor extractor, String datasetId, long revision) {
        try {
            return new ReferenceBuilder(1).build(dataset(datasetId, revision), extractor);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Dataset dataset(String datasetId, long revision) {
        List<String> names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        return new Dataset(
                new DatasetRevision(datasetId, revision, List.of(0L), names, new ImageShape(28, 28, 1)),
                images(Digits.train(), 400),
                images(Digits.test(), 200));
    }

    private static LabelledImages images(Digits digits, int count) {
        byte[][] raw =
                IntStream.range(0, count).mapToObj(i -> digits.padded(i).raw()).toArray(byte[][]::new);
        return new LabelledImages(raw, Arrays.copyOf(digits.labels(), count));
    }
}

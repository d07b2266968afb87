package io.genstream.gateway.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.generation.GenerationOrder.Part;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class RequestSplitterTest {
    @Property
    void partsCoverEveryImageOnceInWholeBatches(
            @ForAll @IntRange(min = 1, max = 20_000) int count, @ForAll @IntRange(min = 1, max = 1_024) int batch) {
        List<Part> parts = RequestSplitter.split(count, batch);

        long next = 0;
        for (Part part : parts) {
            assertThat(part.firstImage()).isEqualTo(next);
            assertThat(part.count()).isBetween(1, 1_024);
            next += part.count();
        }
        assertThat(next).isEqualTo(count);
        assertThat(parts.subList(0, parts.size() - 1)).allMatch(part -> part.count() % batch == 0);
    }

    @Property
    void streamedRecordsAreWholeBatchesOfFewBytes(
            @ForAll @IntRange(min = 1, max = 20_000) int count,
            @ForAll @IntRange(min = 1, max = 1_024) int wanted,
            @ForAll @LongRange(min = 1, max = 4 << 20) long imageBytes) {
        int batch = RequestSplitter.batchImages(wanted, imageBytes);

        List<Part> parts = RequestSplitter.splitStreamed(count, batch, imageBytes);

        assertThat(parts.stream().mapToInt(Part::count).sum()).isEqualTo(count);
        assertThat(parts).allMatch(part -> part.count() <= 1_024 && part.count() * imageBytes <= 4 << 20);
        assertThat(parts.subList(0, parts.size() - 1)).allMatch(part -> part.count() % batch == 0);
    }

    @Property
    void batchesStayBelowHalfMebibyte(
            @ForAll @IntRange(min = 1, max = 5_000) int wanted,
            @ForAll @LongRange(min = 1, max = 4 << 20) long imageBytes) {
        int batch = RequestSplitter.batchImages(wanted, imageBytes);

        assertThat(batch).isBetween(1, Math.min(wanted, 1_024));
        assertThat(batch == 1 || batch * imageBytes < 512 << 10).isTrue();
        boolean largest = batch == Math.min(wanted, 1_024) || (batch + 1) * imageBytes >= 512 << 10;
        assertThat(largest).as("no smaller than needed").isTrue();
    }
}

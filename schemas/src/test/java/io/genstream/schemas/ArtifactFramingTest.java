package io.genstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.schemas.avro.Artifact;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ArtifactFramingTest {

    @Test
    void hashesAsPublished() {
        assertThat(ArtifactFraming.sha256("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Property(tries = 40)
    void joinsWhatItCutInAnyOrderWithDuplicates(@ForAll @IntRange(max = 3_000_000) int size, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        List<Artifact> chunks = new ArrayList<>(ArtifactFraming.cut(bytes));
        String sha256 = chunks.get(0).getSha256();
        chunks.add(chunks.get(random.nextInt(chunks.size())));
        Collections.shuffle(chunks, random);

        assertThat(ArtifactFraming.join(sha256, chunks)).isEqualTo(bytes);
    }

    @Test
    void staysBelowOneMegabyte() {
        byte[] bytes = new byte[2_500_000];

        assertThat(ArtifactFraming.cut(bytes)).hasSize(3).allSatisfy(chunk -> assertThat(
                        Topics.ARTIFACTS.serializer().serialize("artifacts", chunk))
                .hasSizeLessThan(1_000_000));
    }

    @Test
    void refusesAMissingChunk() {
        List<Artifact> chunks = ArtifactFraming.cut(new byte[2_000_000]);

        assertThatThrownBy(() -> ArtifactFraming.join(chunks.get(0).getSha256(), chunks.subList(1, chunks.size())))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("chunk 0 of 3");
    }

    @Test
    void refusesBytesThatTheHashDoesNotName() {
        Artifact honest = ArtifactFraming.cut(new byte[] {1, 2, 3}).get(0);
        Artifact forged = Artifact.newBuilder(honest)
                .setBytes(ByteBuffer.wrap(new byte[] {1, 2, 4}))
                .build();

        assertThatThrownBy(() -> ArtifactFraming.join(honest.getSha256(), List.of(forged)))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("SHA-256");
    }
}

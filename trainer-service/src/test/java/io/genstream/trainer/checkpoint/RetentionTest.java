package io.genstream.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.schemas.ArtifactHandle;
import io.genstream.trainer.checkpoint.Retention.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetentionTest {
    @Test
    void keepsTheNewestTheBestAndTheRolledOut() {
        List<Distance> distances = List.of(
                new Distance("m", "v2", "fd", 2, 3.0), new Distance("m", "v3", "fd", 2, 4.0),
                new Distance("m", "v4", "fd", 1, 0.1), new Distance("m", "v0", "fd", 2, 0.0));
        List<StoredCheckpoint> expired = new Retention(2).expired(checkpoints(1, 8), Set.of("v1"), distances, Set.of());
        assertThat(expired).extracting(StoredCheckpoint::version).containsExactly("v3", "v4", "v5", "v6");
    }

    @Test
    void neverDeletesWhatWasRegisteredFromOutside() {
        StoredCheckpoint outside =
                new StoredCheckpoint("m", "v1", Optional.empty(), Optional.empty(), 0, Map.of(), 0, 0);
        List<StoredCheckpoint> all = new ArrayList<>(checkpoints(2, 4));
        all.add(outside);
        assertThat(new Retention(1).expired(all, Set.of(), List.of(), Set.of()))
                .extracting(StoredCheckpoint::version)
                .containsExactly("v2", "v3");
    }

    @Test
    void keepsWhatAWaitingRunGoesOnFrom() {
        List<StoredCheckpoint> all = new ArrayList<>(checkpoints(3, 8));
        for (String version : List.of("v1", "v2")) {
            all.add(new StoredCheckpoint("m", version, Optional.of("waits"), Optional.of("a"), 1, Map.of(), 0, 0));
        }
        List<StoredCheckpoint> expired = new Retention(1).expired(all, Set.of(), List.of(), Set.of("waits"));
        assertThat(expired).extracting(StoredCheckpoint::version).containsExactly("v1", "v3", "v4", "v5", "v6", "v7");
    }

    @Property
    void keepsAtLeastTheNewestK(
            @ForAll @IntRange(min = 1, max = 9) int kept, @ForAll @IntRange(min = 0, max = 9) int n) {
        List<StoredCheckpoint> expired = new Retention(kept).expired(checkpoints(1, n), Set.of(), List.of(), Set.of());
        assertThat(expired).hasSize(Math.max(0, n - kept));
        assertThat(expired).allMatch(c -> Integer.parseInt(c.version().substring(1)) <= n - kept);
    }

    @Test
    void keepsArtifactsThatAnotherCheckpointShares() {
        StoredCheckpoint old = withArtifacts("v1", "shared", "own");
        StoredCheckpoint young = withArtifacts("v2", "shared", "other");
        assertThat(Retention.unshared(old, List.of(young)))
                .extracting(ArtifactHandle::sha256)
                .containsExactly("own");
    }

    private static StoredCheckpoint withArtifacts(String version, String generator, String state) {
        return new StoredCheckpoint(
                "m",
                version,
                Optional.of("r"),
                Optional.of("a"),
                1,
                Map.of("generator", location(generator), "state", location(state)),
                0,
                0);
    }

    private static ArtifactHandle location(String sha256) {
        return new ArtifactHandle(sha256, 1, 1, 0, 0, 0);
    }

    private static List<StoredCheckpoint> checkpoints(int from, int last) {
        return IntStream.rangeClosed(from, last)
                .mapToObj(
                        i -> new StoredCheckpoint("m", "v" + i, Optional.of("r"), Optional.of("a"), 1, Map.of(), i, i))
                .toList();
    }
}

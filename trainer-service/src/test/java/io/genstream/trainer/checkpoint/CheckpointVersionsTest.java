package io.genstream.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CheckpointVersionsTest {
    private static final String SHA = "0123456789abcdef";

    @Test
    void isTimeAndHash() {
        assertThat(CheckpointVersions.next(Instant.parse("2026-11-22T03:04:05.678Z"), Optional.empty(), SHA))
                .isEqualTo("20261122T030405Z-012345");
    }

    @Property
    void alwaysSortsBehindTheNewest(
            @ForAll List<@LongRange(min = 0, max = 4_000_000_000L) Long> seconds, @ForAll boolean highHash) {
        Optional<String> newest = Optional.empty();
        for (long second : seconds) {
            String sha = highHash ? "ffffff" : "000000";
            String next = CheckpointVersions.next(Instant.ofEpochSecond(second), newest, sha);
            highHash = !highHash;
            newest.ifPresent(before -> assertThat(next).isGreaterThan(before));
            newest = Optional.of(next);
        }
    }

    @Test
    void passesOverVersionsOfAnotherMaking() {
        assertThat(CheckpointVersions.next(Instant.EPOCH, Optional.of("my-own-model-v7"), SHA))
                .startsWith("19700101T000000Z-");
    }
}

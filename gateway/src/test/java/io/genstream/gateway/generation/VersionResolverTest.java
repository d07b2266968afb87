package io.genstream.gateway.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.gateway.views.Rollout;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VersionResolverTest {
    private static final int REQUESTS = 20_000;

    @Property(tries = 20)
    void givesCanaryItsShare(@ForAll @IntRange(min = 0, max = 100) int percent, @ForAll long seed) {
        Random random = new Random(seed);
        Rollout rollout = rollout(percent);

        long canaries = Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()).toString())
                .limit(REQUESTS)
                .filter(id -> VersionResolver.share(rollout, id).orElseThrow().equals("canary"))
                .count();

        // six standard deviations of a binomial share: one false alarm in 10^9
        double p = percent / 100.0;
        double tolerance = 6 * Math.sqrt(p * (1 - p) / REQUESTS);
        assertThat((double) canaries / REQUESTS).isBetween(p - tolerance, p + tolerance);
    }

    @Property
    void sameRequestGetsSameVersion(@ForAll String requestId, @ForAll @IntRange(min = 0, max = 100) int percent) {
        assertThat(VersionResolver.share(rollout(percent), requestId))
                .isEqualTo(VersionResolver.share(rollout(percent), requestId));
    }

    /** CRC-32 of "123456789" is the published check value 0xCBF43926. */
    @Test
    void bucketIsCrc32ModuloHundred() {
        assertThat(VersionResolver.bucket("123456789")).isEqualTo((int) (0xCBF43926L % 100));
    }

    private static Rollout rollout(int percent) {
        return new Rollout(
                "m", Optional.of("stable"), Optional.of("canary"), percent, Optional.empty(), 1, new JsonObject());
    }
}

package io.genstream.inference.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.genstream.inference.request.RefusedException;
import io.genstream.inference.testing.DigitLikeGenerator;
import io.genstream.model.generator.GeneratedImages;
import io.genstream.model.generator.ImageModel;
import io.genstream.schemas.ArtifactHandle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionPoolTest {
    private final List<String> closed = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();
    private final SettableClock clock = new SettableClock();
    private final VersionPool pool = new VersionPool(
            this::load,
            (version, report) -> states.add(report.key().version() + report.state()),
            2,
            Runnable::run,
            clock);

    @Test
    void letsTheLeastRecentlyUsedIdleVersionGo() {
        use("a").release();
        use("b").release();
        use("a").release();
        use("c").release();

        assertThat(closed).containsExactly("b");
        assertThat(states).contains("bUNLOADED");
    }

    @Test
    void neverLetsARolledOutVersionGo() {
        pool.rollOut(Map.of(key("a"), known("a")));
        use("b").release();
        use("c").release();
        use("d").release();

        assertThat(closed).containsExactly("b");
        assertThat(pool.settled()).isTrue();
    }

    @Test
    void refusesFurtherVersionsWhileAllAreBusy() {
        ServedVersion a = use("a");
        use("b");
        assertThat(pool.use(known("c"))).isEmpty();

        a.release();
        assertThat(pool.use(known("c"))).isPresent();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void closesAForgottenVersionOnlyWhenItsLastWorkIsDone() {
        ServedVersion a = use("a");
        pool.forget(key("a"));
        assertThat(closed).isEmpty();

        a.release();
        assertThat(closed).containsExactly("a");
    }

    @Test
    void loadsAgainWhatWasForgottenWhileInUse() {
        ServedVersion old = use("a");
        pool.forget(key("a"));

        assertThat(use("a")).isNotSameAs(old).satisfies(fresh -> assertThat(fresh.ready())
                .isTrue());
    }

    @Test
    void remembersAFailureAndTriesAgainLater() {
        broken.add("a");
        ServedVersion failed = use("a");
        assertThat(failed.failed()).isTrue();
        assertThatThrownBy(() -> pool.use(known("a")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("broken on purpose");

        broken.clear();
        clock.advance(Duration.ofSeconds(1));
        assertThat(use("a").ready()).isTrue();
    }

    @Test
    void retriesARolledOutVersionWithGrowingPauses() {
        broken.add("a");
        pool.rollOut(Map.of(key("a"), known("a")));
        assertThat(pool.settled()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        pool.maintain();
        clock.advance(Duration.ofSeconds(1)); // the second pause is two seconds
        pool.maintain();

        assertThat(states).filteredOn("aLOADING"::equals).hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        broken.clear();
        pool.maintain();
        assertThat(pool.reports()).extracting(VersionReport::state).containsExactly(VersionReport.State.READY);
    }

    @Test
    void trimsWhatIsNotRolledOutAnyMore() {
        pool.rollOut(Map.of(key("a"), known("a"), key("b"), known("b"), key("c"), known("c")));
        pool.rollOut(Map.of());

        assertThat(closed).hasSize(1);
    }

    private ServedVersion use(String version) {
        return pool.use(known(version)).orElseThrow();
    }

    private ImageModel load(KnownVersion version) {
        String name = version.key().version();
        if (broken.contains(name)) {
            throw new IllegalStateException("broken on purpose");
        }
        return new ImageModel() {
            @Override
            public GeneratedImages generate(float[][] latents, float[][] conditions) {
                return new GeneratedImages(32, 32, 1, new byte[latents.length][1024]);
            }

            @Override
            public String executionProvider() {
                return "test";
            }

            @Override
            public void close() {
                closed.add(name);
            }
        };
    }

    private static VersionKey key(String version) {
        return new VersionKey("model", version);
    }

    private static KnownVersion known(String version) {
        return new KnownVersion(
                key(version),
                new DigitLikeGenerator(true, 1).card(),
                Optional.of(new ArtifactHandle("hash", 1, 1, 0, 0, 0)));
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package io.genstream.gateway.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.genstream.gateway.GatewayConfig;
import io.genstream.gateway.error.GatewayException;
import io.genstream.gateway.error.Violation;
import io.genstream.gateway.http.Fields;
import io.genstream.gateway.testing.kafka.Feeder;
import io.genstream.gateway.views.ModelRegistry;
import io.genstream.gateway.views.ModelVersion;
import io.genstream.gateway.views.Rollout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GenerationParserTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private final GenerationParser parser = parser();

    @Property
    void acceptsEverythingWithinTheRules(
            @ForAll @IntRange(min = 1, max = 10_000) int count,
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.01, max = 100) double sigma,
            @ForAll @IntRange(min = 0, max = 9) int label) {
        GenerationOrder order = parse(new JsonObject()
                .put("count", count)
                .put("seed", seed)
                .put("sigma", sigma)
                .put("labels", List.of(label, Integer.toString(label), List.of(label))));

        assertThat(order.count()).isEqualTo(count);
        assertThat(order.seed()).isEqualTo(seed);
        assertThat(order.latent().sigma()).isEqualTo(sigma);
        assertThat(order.latent().truncation()).isEqualTo(OptionalDouble.empty());
        assertThat(order.conditions()).hasSize(3).containsOnly(List.of((float) label));
    }

    @Property
    void refusesEveryOtherCount(@ForAll int count) {
        if (count >= 1 && count <= 10_000) {
            return;
        }
        assertThat(violations(new JsonObject().put("count", count)))
                .extracting(Violation::field)
                .containsExactly("count");
    }

    @Property
    void refusesEveryOtherClass(@ForAll int label) {
        if (label >= 0 && label <= 9) {
            return;
        }
        assertThat(violations(new JsonObject().put("labels", List.of(label))))
                .extracting(Violation::field)
                .containsExactly("labels[0]");
    }

    @Test
    void choosesSeedAndDeadline() {
        GenerationOrder order = parse(new JsonObject().put("deadlineMs", 1_500));

        assertThat(order.seed()).isEqualTo(77);
        assertThat(order.count()).isEqualTo(1);
        assertThat(order.deadline()).contains(NOW.plusMillis(1_500));
        assertThat(order.version().version()).isEqualTo("v1");
    }

    private GenerationOrder parse(JsonObject body) {
        try {
            body.put("model", "m");
            return parser.parse(new Fields(new ObjectMapper().readTree(body.encode())), "id", () -> 77, false);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Violation> violations(JsonObject body) {
        return catchThrowableOfType(GatewayException.class, () -> parse(body)).violations();
    }

    private static GenerationParser parser() {
        ModelRegistry models = new ModelRegistry(10, new SimpleMeterRegistry());
        models.put(new ModelVersion("m", "v1", true, Feeder.card(), Map.of(), new JsonObject()));
        models.put(new Rollout("m", Optional.of("v1"), Optional.empty(), 0, Optional.empty(), 1, new JsonObject()));
        GatewayConfig config = GatewayConfig.of(Map.of("bootstrap.servers", "localhost:1"));
        return new GenerationParser(new VersionResolver(models), config.generation(), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}

package io.genstream.gateway.views;

import static io.genstream.gateway.testing.GatewayFixture.V1;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.kafka.DeadLetterBox;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PoisonIT {
    /** Every topic that the gateway follows. */
    private static final List<String> FOLLOWED = List.of(
            "checkpoints",
            "model-rollouts",
            "rollout-decisions",
            "evaluations",
            "runs",
            "serving-status",
            "dataset-updates",
            "recipes",
            "training-progress",
            "previews",
            "request-outcomes",
            "image-batches");

    @Test
    void poisonInEveryFollowedTopicBecomesDeadLetterAndTheGatewayGoesOn() {
        String instance = "poison-it";
        try (GatewayFixture gateway = new GatewayFixture(Map.of("instance.id", instance));
                DeadLetterBox box = new DeadLetterBox(TestBroker.bootstrap())) {
            String poison = "poison " + UUID.randomUUID();
            for (String topic : FOLLOWED) {
                // image-batches has several partitions and the gateway reads one: keys reach them all
                for (int i = 0; i < (topic.equals("image-batches") ? 40 : 1); i++) {
                    gateway.feeder.sendBytes(topic, poison + i, poison.getBytes(StandardCharsets.UTF_8));
                }
            }

            Awaitility.await().untilAsserted(() -> {
                assertThat(box.topicsOf(poison)).containsAll(FOLLOWED);
                for (String topic : FOLLOWED) {
                    assertThat(gateway.registry
                                    .get("genstream.gateway.dead.letters")
                                    .tag("topic", topic)
                                    .counter()
                                    .count())
                            .as(topic)
                            .isPositive();
                }
            });
            gateway.withModel();
            assertThat(gateway.get("/v1/models/" + gateway.model + "/versions/" + V1)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/v2/health/ready").statusCode()).isEqualTo(200);
        }
    }
}

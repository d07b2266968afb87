package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.BrokerOptions;
import io.genstream.broker.EmbeddedBroker;
import io.genstream.eval.EvalConfig;
import io.genstream.eval.EvalService;
import io.genstream.gateway.Gateway;
import io.genstream.gateway.GatewayConfig;
import io.genstream.inference.InferenceConfig;
import io.genstream.inference.InferenceService;
import io.genstream.operations.RunningService;
import io.genstream.standalone.kafka.Outsider;
import io.genstream.standalone.kafka.Outsider.Mourned;
import io.genstream.trainer.TrainerConfig;
import io.genstream.trainer.TrainerService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same five bytes on every topic, before every service and a second gateway, each started three times. */
class DeadLetterIT {
    private static final byte[] RUBBISH = "nope!".getBytes(StandardCharsets.UTF_8);

    /** Who reads what, followed and consumed; a gateway reads one partition of image-batches only. */
    private static final Map<String, Set<String>> READ = Map.of(
            "gateway",
            Set.of(
                    "checkpoints",
                    "model-rollouts",
                    "rollout-decisions",
                    "evaluations",
                    "recipes",
                    "runs",
                    "serving-status",
                    "dataset-updates",
                    "training-progress",
                    "previews",
                    "request-outcomes",
                    "image-batches"),
            "inference-service",
            Set.of(
                    "generation-requests",
                    "evaluation-requests",
                    "augmentation-requests",
                    "request-controls",
                    "checkpoints",
                    "model-rollouts"),
            "trainer-service",
            Set.of("run-commands", "dataset-updates", "checkpoints", "evaluations", "model-rollouts", "runs"),
            "eval-service",
            Set.of(
                    "checkpoints",
                    "evaluation-batches",
                    "features",
                    "evaluations",
                    "dataset-updates",
                    "rollout-commands",
                    "model-rollouts",
                    "rollout-decisions",
                    "runs",
                    "run-commands"));

    @TempDir
    Path directory;

    @Test
    void aRecordHasOneLetterOfAServiceOverTwoRestartsOfEveryService() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerOptions.in(directory.resolve("broker")))) {
            Outsider outsider = new Outsider(broker.bootstrapServers());
            Started first = new Started(broker.bootstrapServers());
            outsider.poison(RUBBISH);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(topicsOf(outsider)).isEqualTo(READ));
            first.close();
            List<Mourned> letters = outsider.mourned(RUBBISH);

            for (int restart = 0; restart < 2; restart++) {
                // ready is who has read everything again; who stops has written what was to be written
                new Started(broker.bootstrapServers()).close();
            }

            assertThat(letters).doesNotHaveDuplicates();
            assertThat(outsider.mourned(RUBBISH)).isEqualTo(letters);
        }
    }

    private static Map<String, Set<String>> topicsOf(Outsider outsider) {
        return outsider.mourned(RUBBISH).stream()
                .collect(Collectors.groupingBy(
                        Mourned::service, Collectors.mapping(Mourned::topic, Collectors.toCollection(TreeSet::new))));
    }

    /** One of each service, two of the gateway, all ready. */
    private final class Started implements AutoCloseable {
        private final String bootstrapServers;
        private final List<RunningService> services = new ArrayList<>();

        Started(String bootstrapServers) {
            this.bootstrapServers = bootstrapServers;
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            services.add(TrainerService.start(
                    TrainerConfig.of(settings(
                            "trainer",
                            Map.of(
                                    "dataset.cache.dir",
                                    directory.resolve("cache").toString()))),
                    registry));
            services.add(InferenceService.start(
                    InferenceConfig.of(settings("inference", Map.of())), registry, OpenTelemetry.noop()));
            services.add(EvalService.start(
                    EvalConfig.of(settings(
                            "eval",
                            Map.of("state.dir", directory.resolve("streams").toString()))),
                    registry));
            for (String name : List.of("gateway-1", "gateway-2")) {
                services.add(Gateway.start(
                        GatewayConfig.of(settings(name, Map.of("port", "0", "management.port", "0"))),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        OpenTelemetry.noop(),
                        List.of()));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> services.stream().allMatch(RunningService::ready));
        }

        private Map<String, String> settings(String name, Map<String, String> more) {
            Map<String, String> settings = new HashMap<>(more);
            settings.put("bootstrap.servers", bootstrapServers);
            settings.put("instance.id", name);
            return settings;
        }

        @Override
        public void close() {
            assertThat(services)
                    .allSatisfy(service -> assertThat(service.failure()).isEmpty());
            services.forEach(RunningService::close);
        }
    }
}

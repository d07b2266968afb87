package io.genstream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.broker.TestBroker;
import io.genstream.standalone.ServiceProcess.Service;
import io.genstream.standalone.kafka.Outsider;
import io.genstream.standalone.kafka.Outsider.Ending;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of each service against one broker, one of each killed with requests under way: a story in order, as {@link
 * LoopIT}. Not part of an ordinary build: {@code -Pslow}.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoOfEachIT {
    private static final Path OUTPUT = Path.of("target", "two-of-each");
    private static final String RUN = Api.MODEL + "-r1";
    private static final int IMAGES = 16;
    private static final String DISTANCE = "fd-digits-500-none";

    private final Map<String, ServiceProcess> processes = new HashMap<>();
    private final List<URI> gateways = new ArrayList<>();
    private Outsider outsider;
    private Api survivor;
    private List<Ledger.Line> lines;
    private Instant killed;
    private long seenBefore;

    @BeforeAll
    void startTwoOfEach(@TempDir Path data) throws Exception {
        Path logs = Files.createDirectories(OUTPUT);
        for (String number : List.of("1", "2")) {
            int port = UpProcess.freePort();
            gateways.add(URI.create("http://127.0.0.1:" + port));
            start(Service.GATEWAY, number, Map.of("port", "" + port));
            start(Service.INFERENCE, number, Map.of());
            String state = data.resolve("streams-" + number).toString();
            start(Service.EVAL, number, Map.of("state.dir", state, "evaluation.images", "500"));
            start(Service.TRAINER, number, Map.of("auto.recipes", Api.MODEL, "checkpoint.interval.seconds", "10"));
        }
        outsider = new Outsider(TestBroker.bootstrap());
        survivor = new Api(gateways.get(1));
        patiently().until(() -> {
            for (ServiceProcess process : processes.values()) {
                assertThat(process.isAlive()).as(process::output).isTrue();
                if (!process.isReady()) {
                    return false;
                }
            }
            return true;
        });
        SeparateServices.importDigits(TestBroker.bootstrap(), logs);
        patiently().until(() -> survivor.rollout().isPresent());
    }

    @AfterAll
    void stop() {
        processes.values().forEach(ServiceProcess::close);
    }

    @Test
    @Order(1)
    void oneGateLeads() {
        patiently().untilAsserted(() -> assertThat(leading("eval-1", "eval-2")).hasSize(1));
    }

    @Test
    @Order(2)
    void everyRequestEndsWhileOneOfEachIsKilled() throws Exception {
        String version = survivor.stable();
        seenBefore = survivor.versions().get(0).getLong("imagesSeen");
        JsonObject order = Api.order(IMAGES, 0)
                .put("version", version)
                .put("labels", Api.allDigits())
                .put("encoding", "RAW");
        Ledger ledger = new Ledger(gateways, order);
        try (ledger) {
            patiently().until(() -> ledger.ended() >= 40 && ledger.open() > 0);
            for (String victim : List.of(
                    "gateway-1", "inference-1", leading("eval-1", "eval-2").get(0), owner())) {
                ServiceProcess doomed = processes.remove(victim);
                // a client may be between two requests
                patiently()
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> ledger.open() > 0);
                doomed.kill();
            }
            killed = Instant.now();
            int then = ledger.ended();
            patiently().until(() -> ledger.ended() >= then + 100);
        }
        lines = List.copyOf(ledger.lines());

        assertThat(ledger.failovers())
                .as("clients that the killed gateway left alone")
                .isPositive();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.status()).as(line.answer()::encode).isEqualTo(200);
            assertThat(Api.pictures(line.answer())).hasSize(IMAGES);
        });
    }

    @Test
    @Order(3)
    void theLogHasOneEndForEachRequest() {
        // every client brought a key, from which the gateways made the id; the others are evaluations
        Map<String, List<Ending>> ends = outsider.endings().stream()
                .filter(end -> end.requestId().startsWith("idem-"))
                .collect(Collectors.groupingBy(Ending::requestId));

        assertThat(ends.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        lines.stream().map(Ledger.Line::requestId).collect(Collectors.toSet()));
        assertThat(ends.values()).allSatisfy(end -> assertThat(end)
                .containsExactly(new Ending(end.get(0).requestId(), 0, IMAGES, "COMPLETED")));
    }

    @Test
    @Order(4)
    void theSurvivorsMakeTheSamePictures() throws Exception {
        for (Ledger.Line line : lines) {
            List<byte[]> again = Api.pictures(survivor.generate(line.order()));
            assertAlike(Api.pictures(line.answer()), again);
        }
    }

    @Test
    @Order(5)
    void theOtherTrainerGoesOnWithTheRun() {
        patiently().untilAsserted(() -> {
            assertThat(survivor.get("/v1/runs/" + RUN).getString("state")).isEqualTo("RUNNING");
            assertThat(processes).containsKey(owner());
            assertThat(outsider.imagesSeenSince(killed.plusSeconds(1)))
                    .isNotEmpty()
                    .allSatisfy(images -> assertThat(images).isGreaterThanOrEqualTo(seenBefore));
        });
    }

    @Test
    @Order(6)
    void theOtherEvalMeasuresAndItsGateDecides() {
        String survivingEval = processes.containsKey("eval-1") ? "eval-1" : "eval-2";
        patiently().untilAsserted(() -> {
            assertThat(leading(survivingEval)).containsExactly(survivingEval);
            List<String> since = survivor.versions().stream()
                    .filter(version -> Instant.parse(version.getString("at")).isAfter(killed))
                    .map(version -> version.getString("version"))
                    .toList();
            assertThat(since).anySatisfy(version -> assertThat(survivor.metrics(Api.MODEL, version))
                    .contains(DISTANCE));
            assertThat(since).anySatisfy(version -> assertThat(survivor.decisions(version))
                    .isNotEmpty());
        });
    }

    @Test
    @Order(7)
    void theSurvivorsExposeWhatTheDashboardAndTheAlertsRestOn() throws Exception {
        outsider.poison("no record of ours".getBytes(StandardCharsets.UTF_8));
        Set<String> used = MetricNames.used();
        assertThat(used).isNotEmpty();
        patiently().untilAsserted(() -> {
            Set<String> exposed = new TreeSet<>();
            for (ServiceProcess process : processes.values()) {
                exposed.addAll(MetricNames.names(process.metrics()));
            }
            assertThat(exposed).containsAll(used);
        });
    }

    private void start(Service service, String number, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", TestBroker.bootstrap());
        String name = service.name().toLowerCase(Locale.ROOT) + "-" + number;
        processes.put(name, ServiceProcess.start(service, name, OUTPUT, settings));
    }

    private String owner() throws IOException, InterruptedException {
        return survivor.get("/v1/runs/" + RUN).getString("owner");
    }

    /** Those whose gate says that it acts. */
    private List<String> leading(String... names) throws IOException, InterruptedException {
        List<String> leaders = new ArrayList<>();
        for (String name : names) {
            if (processes.get(name).metrics().contains("genstream_gate_leading{gate=\"genstream-gate\"} 1")) {
                leaders.add(name);
            }
        }
        return leaders;
    }

    /** To one grey level: kernels for batches of another size may add in another order. */
    private static void assertAlike(List<byte[]> pictures, List<byte[]> others) {
        assertThat(pictures).hasSameSizeAs(others);
        for (int i = 0; i < pictures.size(); i++) {
            assertThat(pictures.get(i)).hasSameSizeAs(others.get(i));
            for (int at = 0; at < pictures.get(i).length; at++) {
                int difference = (pictures.get(i)[at] & 0xFF) - (others.get(i)[at] & 0xFF);
                assertThat(Math.abs(difference)).isLessThanOrEqualTo(1);
            }
        }
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(300));
    }
}

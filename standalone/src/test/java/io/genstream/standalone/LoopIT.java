package io.genstream.standalone;

import static io.genstream.standalone.Api.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.genstream.schemas.Topic;
import io.genstream.schemas.Topics;
import io.genstream.standalone.kafka.Outsider;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on the real thing, as one story in order, since training takes its time: real digits in, a generator
 * trained and rolled out, pictures and their figures out, a restart, bad company, and a hard kill. Nothing is replaced.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoopIT {
    private static final Path OUTPUT = Path.of("target", "loop");
    private static final String RUN = MODEL + "-r1";
    private static final long SEED = 20_261_122;
    private static final String BAD = "29991231T235959Z-bad000";
    /** Read by place or at a given revision, or for people only: nobody follows these, so nobody mourns. */
    private static final List<String> NOT_FOLLOWED =
            List.of("request-failures", "dataset-records", "artifacts", "dead-letters");

    private static final List<String> METRICS = List.of(
            "fd-digits-2000-none",
            "fd-digits-2000-none-relative",
            "agreement-digits-2000",
            "recall-digits-2000-k3",
            "precision-digits-2000-k3",
            "nn-train-digits-2000");

    private Path directory;
    private Genstream up;
    private Api api;
    private Outsider outsider;
    private JsonObject remembered;
    private String origin;

    @BeforeAll
    void startOnAnEmptyDirectory(@TempDir Path empty) throws Exception {
        directory = empty;
        start("first");
    }

    @AfterAll
    void stop() {
        if (up != null) {
            up.close();
        }
    }

    @Test
    @Order(1)
    void trainsRollsOutAndServesLabelledPictures() throws Exception {
        patiently().until(() -> api.rollout().isPresent());
        JsonObject order = Api.order(200, SEED).put("labels", Api.allDigits());
        remembered = api.generate(order);

        List<JsonObject> images = Api.objects(remembered.getJsonArray("images"));
        assertThat(images).hasSize(200);
        for (int i = 0; i < images.size(); i++) {
            assertThat(images.get(i).getJsonArray("label").getDouble(0)).isEqualTo(i % 10);
            assertThat(images.get(i).getString("labelName")).isEqualTo(Integer.toString(i % 10));
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Api.picture(images.get(i))));
            assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(32, 32);
        }
        assertThat(Api.pictures(remembered).stream().map(p -> new String(p, StandardCharsets.ISO_8859_1)))
                .as("no two alike")
                .doesNotHaveDuplicates();
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(api.contactSheet(order)));
        assertThat(sheet.getWidth() * sheet.getHeight()).isGreaterThanOrEqualTo(200 * 32 * 32);
    }

    @Test
    @Order(2)
    void makesTheSamePicturesInBatchesOfAnotherSize() throws Exception {
        assertSamePictures(7);
    }

    @Test
    @Order(3)
    void measuresTheCheckpointBesideItsBaselines() {
        String version = remembered.getString("version");
        patiently().untilAsserted(() -> assertThat(api.metrics(MODEL, version)).containsAll(METRICS));
        patiently().untilAsserted(() -> {
            assertThat(api.metrics("baseline-train-floor", "")).contains(METRICS.get(0), METRICS.get(1));
            assertThat(api.metrics("baseline-pca-gaussian", "")).containsAll(METRICS);
        });
    }

    @Test
    @Order(4)
    void theDocumentedJavaConsumerSavesPictures() throws Exception {
        clients().assertJavaSavesPictures(200);
    }

    @Test
    @Order(5)
    void theDocumentedPythonClientTrainsOnATarStream() throws Exception {
        clients().assertPythonTrainsOnATarStream();
    }

    @Test
    @Order(6)
    void theDocumentedPythonClientAsksKafka() throws Exception {
        clients().assertPythonAsksKafka();
    }

    @Test
    @Order(7)
    void servesAfterARestartAndGoesOnTrainingWhereItWas() throws Exception {
        // the retention may drop a version that is neither new nor rolled out; this one was rolled out last
        remembered =
                api.generate(Api.order(20, SEED).put("version", api.stable()).put("labels", Api.allDigits()));
        String before = api.stable();
        long seen = api.versions().get(0).getLong("imagesSeen");
        assertThat(seen).isPositive();
        assertThat(up.stop()).as(up::outputQuietly).isTrue();

        Instant restart = Instant.now();
        start("second");
        String served =
                api.generate(Api.order(1, 1).put("labels", Api.allDigits())).getString("version");
        assertThat(served).isIn(before, api.stable());
        assertSamePictures(64);
        patiently().untilAsserted(() -> assertThat(outsider.imagesSeenSince(restart))
                .isNotEmpty()
                .allSatisfy(images -> assertThat(images).isGreaterThanOrEqualTo(seen)));
    }

    @Test
    @Order(8)
    void refusesAWorseCheckpointFromOutside() throws Exception {
        var unused = api.send("DELETE", "/v1/runs/" + RUN, new JsonObject(), 202);
        patiently().until(() -> api.get("/v1/runs/" + RUN).getString("state").equals("STOPPED"));
        origin = api.stable();
        outsider.publishNegative(MODEL, origin, BAD, api.artifact(origin, "generator"));

        patiently()
                .untilAsserted(
                        () -> assertThat(api.decisions(BAD)).singleElement().satisfies(decision -> {
                            assertThat(decision.getBoolean("accepted")).isFalse();
                            assertThat(decision.getString("reason")).contains("worse than");
                            assertThat(decision.getJsonObject("figures").getDouble("gain"))
                                    .isNegative();
                        }));
        assertThat(api.metrics(MODEL, BAD)).containsAll(METRICS);
        assertThat(api.rollout().orElseThrow().getString("previousStable")).isNotEqualTo(BAD);
        String stable = api.stable();
        if (!stable.equals(
                origin)) { // the last checkpoint of the stopped run may be promoted meanwhile, on its own merits
            assertThat(api.decisions(stable))
                    .anySatisfy(own -> assertThat(own.getBoolean("accepted")).isTrue());
        }
    }

    @Test
    @Order(9)
    void anOperatorWinsAndRollsBack() throws Exception {
        String good = api.stable();
        JsonObject raw = Api.order(10, SEED).put("labels", Api.allDigits()).put("encoding", "RAW");
        List<byte[]> white = Api.pictures(api.generate(raw.copy().put("version", origin)));
        List<byte[]> before = Api.pictures(api.generate(raw.copy().put("version", good)));

        JsonObject wish =
                new JsonObject().put("stable", BAD).put("by", "LoopIT").put("reason", "art");
        assertThat(api.send("PUT", "/v1/models/" + MODEL + "/rollout", wish, 200)
                        .getBoolean("accepted"))
                .isTrue();
        patiently().until(() -> api.stable().equals(BAD));
        JsonObject negatives = api.generate(raw);
        assertThat(negatives.getString("version")).isEqualTo(BAD);
        assertThat(Api.pictures(negatives))
                .usingRecursiveComparison()
                .isEqualTo(white.stream().map(LoopIT::negative).toList());

        JsonObject back = new JsonObject().put("by", "LoopIT").put("reason", "enough of it");
        assertThat(api.send("POST", "/v1/models/" + MODEL + "/rollout/rollback", back, 200)
                        .getBoolean("accepted"))
                .isTrue();
        patiently().until(() -> api.stable().equals(good));
        JsonObject after = api.generate(raw);
        assertThat(after.getString("version")).isEqualTo(good);
        assertThat(Api.pictures(after)).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    @Order(10)
    void explainsWhatIsWrongWithARequest() throws Exception {
        new BadInputs(api).assertAllRefused();
        assertThat(up.isReady()).isTrue();
    }

    @Test
    @Order(11)
    void showsItAllOnThePage() throws Exception {
        try (Browser browser = Browser.start()) {
            browser.viewport(1280, 800);
            browser.open(up.url() + "/");
            browser.awaitText("#status", "Live");
            browser.awaitText("#rollout", MODEL, api.stable(), "MANUAL", "refused", "enough of it");
            browser.awaitText("#distances", "rolled out", "floor", "yardstick");
            browser.awaitText("#figures", BAD, "±");
            browser.awaitText("#previews", "images seen");
            assertThat(browser.elements("#losses path.line")).isNotEmpty();
            browser.screenshot(OUTPUT.resolve("dashboard.png"));
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    @Order(12)
    void poisonOnEveryTopicHarmsNobody() throws Exception {
        List<ProcessHandle> trainer = up.children();
        byte[] rubbish = "no record of ours".getBytes(StandardCharsets.UTF_8);
        outsider.poison(rubbish);

        List<String> followed = Topics.all().stream()
                .map(Topic::name)
                .filter(name -> !NOT_FOLLOWED.contains(name))
                .toList();
        patiently().untilAsserted(() -> assertThat(outsider.mourned(rubbish))
                .extracting(Outsider.Mourned::topic)
                .containsAll(followed));
        assertThat(up.isReady()).isTrue();
        assertSamePictures(3);
        assertThat(trainer).isNotEmpty().allMatch(ProcessHandle::isAlive);
        String run = api.send("POST", "/v1/runs", new JsonObject().put("recipe", MODEL), 202)
                .getString("runId");
        patiently().untilAsserted(() -> assertThat(api.get("/v1/runs/" + run).getString("state"))
                .isEqualTo("RUNNING"));
    }

    @Test
    @Order(13)
    void exposesWhatTheDashboardAndTheAlertsRestOn() throws Exception {
        Set<String> names = MetricNames.used();
        if (up instanceof UpProcess) {
            // its trainer is a child without a port of its own
            names.removeIf(name -> name.startsWith("genstream_trainer_"));
        }
        assertThat(MetricNames.names(up.metrics())).isNotEmpty().containsAll(names);
    }

    @Test
    @Order(14)
    void servesTheRolledOutVersionAfterAHardKillInTheMidstOfTraining() throws Exception {
        String stable = api.stable();
        List<ProcessHandle> children = up.children();
        up.close();
        patiently().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

        start("third");
        assertThat(api.generate(Api.order(1, 1)).getString("version")).isEqualTo(stable);
        assertSamePictures(64);
    }

    private DocumentedClients clients() {
        return new DocumentedClients(up.url().toString(), up.bootstrapServers(), OUTPUT.resolve("clients"));
    }

    private void start(String name) throws IOException, InterruptedException {
        up = Genstream.start(Files.createDirectories(OUTPUT).resolve(name + ".log"), directory.resolve("data"));
        api = new Api(up.url());
        outsider = new Outsider(up.bootstrapServers());
        patiently().until(() -> {
            assertThat(up.isAlive()).as(up::outputQuietly).isTrue();
            return up.isReady();
        });
    }

    /** The remembered version and seed give the remembered pictures, whenever and in whatever batches. */
    private void assertSamePictures(int batchSize) throws IOException, InterruptedException {
        JsonObject again = api.generate(Api.order(remembered.getInteger("count"), SEED)
                .put("labels", Api.allDigits())
                .put("version", remembered.getString("version"))
                .put("batchSize", batchSize));
        assertThat(Api.pictures(again)).usingRecursiveComparison().isEqualTo(Api.pictures(remembered));
    }

    private static byte[] negative(byte[] raw) {
        byte[] negative = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            negative[i] = (byte) (255 - (raw[i] & 0xFF));
        }
        return negative;
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(300));
    }
}

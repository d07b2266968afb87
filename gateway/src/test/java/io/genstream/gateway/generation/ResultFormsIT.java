package io.genstream.gateway.generation;

import static io.genstream.gateway.testing.GatewayFixture.V1;
import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.Npz;
import io.genstream.gateway.testing.Tar;
import io.genstream.gateway.testing.kafka.Container;
import io.genstream.gateway.testing.kafka.FakeInference;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tar, npz and Avro forms, read by independent readers, against the JSON form of the same request. */
class ResultFormsIT {
    private static final String FIELDS = "{\"count\":150,\"seed\":5,\"batchSize\":16,\"labels\":[3,\"7\",0]}";
    private static GatewayFixture gateway;
    private static FakeInference inference;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "forms-it")).withModel();
        inference = new FakeInference(TestBroker.bootstrap(), gateway.model);
    }

    @AfterAll
    static void stop() throws Exception {
        inference.close();
        gateway.close();
    }

    @Test
    void tarHoldsTheJsonFormsPictures() {
        HttpResponse<byte[]> response = post("application/x-tar");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-tar");
        checkTar(response.body());
    }

    private static void checkTar(byte[] tar) {
        Map<String, byte[]> files = Tar.read(tar);
        assertThat(files).hasSize(300);
        List<String> names = new ArrayList<>(files.keySet());
        JsonArray expected = expected();
        for (int i = 0; i < 150; i++) {
            String key = String.format(Locale.ROOT, "%06d", i);
            assertThat(names.subList(2 * i, 2 * i + 2)).containsExactly(key + ".png", key + ".json");
            JsonObject image = expected.getJsonObject(i);
            assertThat(ImageCodec.decode(files.get(key + ".png"))).isEqualTo(pixels(image));
            JsonObject fields = new JsonObject(Buffer.buffer(files.get(key + ".json")));
            assertThat(fields)
                    .isEqualTo(new JsonObject()
                            .put("index", i)
                            .put("seed", 5)
                            .put("label", image.getJsonArray("label"))
                            .put("labelName", image.getString("labelName"))
                            .put("model", gateway.model)
                            .put("version", V1)
                            .put("synthetic", true));
        }
    }

    @Test
    void npzHoldsTheJsonFormsPictures() {
        HttpResponse<byte[]> response = post("application/x-npz");

        assertThat(response.statusCode()).isEqualTo(200);
        checkNpz(response.body());
    }

    private static void checkNpz(byte[] npz) {
        Map<String, Npz.NdArray> arrays = Npz.read(npz);
        assertThat(arrays).containsOnlyKeys("images.npy", "labels.npy", "seed.npy");
        Npz.NdArray images = arrays.get("images.npy");
        Npz.NdArray labels = arrays.get("labels.npy");
        Npz.NdArray seed = arrays.get("seed.npy");
        assertThat(images.type() + images.shape()).isEqualTo("|u1[150, 32, 32, 1]");
        assertThat(labels.type() + labels.shape()).isEqualTo("<f4[150, 1]");
        assertThat(seed.type() + seed.shape()).isEqualTo("<i8[]");
        assertThat(seed.data().getLong()).isEqualTo(5);
        JsonArray expected = expected();
        for (int i = 0; i < 150; i++) {
            byte[] raw = new byte[1_024];
            images.data().get(raw);
            assertThat(raw).isEqualTo(pixels(expected.getJsonObject(i)).raw());
            assertThat(labels.data().getFloat())
                    .isEqualTo(expected.getJsonObject(i).getJsonArray("label").getFloat(0));
        }
        assertThat(images.data().hasRemaining()).isFalse();
        assertThat(labels.data().hasRemaining()).isFalse();
    }

    @Test
    void numpyReadsTheNpz(@TempDir Path folder) throws Exception {
        assumeTrue(runs("python3", "-c", "import numpy"), "needs python3 with numpy");
        Path file = Files.write(
                folder.resolve("digits.npz"), post("application/x-npz").body());
        String script = "import numpy, sys; a = numpy.load(sys.argv[1]); i = a['images']; l = a['labels'];"
                + "print(i.dtype, i.shape, l.dtype, l.shape, a['seed'].dtype, a['seed'].shape, int(a['seed']),"
                + "int(i.astype('int64').sum()), float(l.sum()), int(i[149, 31, 31, 0]))";

        Process python = new ProcessBuilder("python3", "-c", script, file.toString()).start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        long sum = 0;
        float labels = 0;
        JsonArray expected = expected();
        for (int i = 0; i < 150; i++) {
            for (byte value : pixels(expected.getJsonObject(i)).raw()) {
                sum += value & 0xFF;
            }
            labels += expected.getJsonObject(i).getJsonArray("label").getFloat(0);
        }
        int last = pixels(expected.getJsonObject(149)).value(31, 31, 0);
        assertThat(said.strip())
                .isEqualTo("uint8 (150, 32, 32, 1) float32 (150, 1) int64 () 5 " + sum + " " + labels + " " + last);
    }

    @Test
    void containerHoldsTheJsonFormsPictures() {
        HttpResponse<byte[]> response = post("avro/binary");

        assertThat(response.statusCode()).isEqualTo(200);
        checkContainer(response.body());
    }

    private static void checkContainer(byte[] file) {
        Map<Long, Container.Picture> pictures = Container.read(file);
        assertThat(pictures).hasSize(150);
        JsonArray expected = expected();
        pictures.forEach((index, picture) -> {
            JsonObject image = expected.getJsonObject(index.intValue());
            assertThat(picture.raw()).isEqualTo(pixels(image).raw());
            assertThat(picture.label())
                    .containsExactly(image.getJsonArray("label").getFloat(0));
            assertThat(picture.seed()).isEqualTo(5);
            assertThat(picture.version()).isEqualTo(V1);
            assertThat(picture.synthetic()).isTrue();
        });
    }

    @Test
    void finishedRequestIsReadInEveryFormByAnyGateway() {
        String location = gateway.post("/v1/generations", body(FIELDS))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Awaitility.await().untilAsserted(() -> assertThat(gateway.get(location).statusCode())
                .isEqualTo(200));
        try (GatewayFixture other = new GatewayFixture(Map.of("instance.id", "forms-other"))) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            other.get("/v1/models/" + gateway.model + "/versions/" + V1)
                                    .statusCode())
                    .isEqualTo(200));
            for (GatewayFixture reader : List.of(gateway, other)) {
                checkTar(get(reader, location, "application/x-tar"));
                checkNpz(get(reader, location, "application/x-npz"));
                checkContainer(get(reader, location, "avro/binary"));
            }
        }
    }

    @Test
    void generatedTarCanBeUploadedAsDataSet() {
        byte[] tar = post("application/x-tar").body();

        HttpResponse<String> stored = gateway.send(
                java.net.http.HttpRequest.newBuilder(gateway.uri("/v1/datasets/" + gateway.model + "/records"))
                        .header("Content-Type", "application/x-tar")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(tar))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(json(stored).getLong("stored")).as(stored.body()).isEqualTo(150);
    }

    private static byte[] get(GatewayFixture reader, String location, String type) {
        HttpResponse<byte[]> response = reader.sendForBytes("GET", location, null, "Accept", type);
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static HttpResponse<byte[]> post(String type) {
        return gateway.sendForBytes("POST", "/v1/generations", body(FIELDS), "Prefer", "wait=30", "Accept", type);
    }

    private static JsonArray expected() {
        return json(gateway.post("/v1/generations", body(FIELDS), "Prefer", "wait=30"))
                .getJsonArray("images");
    }

    private static Pixels pixels(JsonObject image) {
        return ImageCodec.decode(Base64.getDecoder().decode(image.getString("image")));
    }

    private static String body(String fields) {
        return new JsonObject(fields).put("model", gateway.model).encode();
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(Arrays.asList(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

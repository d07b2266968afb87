package io.genstream.gateway.datasets.upload;

import static io.genstream.gateway.testing.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.genstream.broker.TestBroker;
import io.genstream.gateway.testing.GatewayFixture;
import io.genstream.gateway.testing.Tar;
import io.genstream.gateway.testing.kafka.DatasetTopic;
import io.genstream.model.pixels.Encoding;
import io.genstream.model.pixels.ImageCodec;
import io.genstream.model.pixels.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UploadLimitsIT {
    private static GatewayFixture gateway;

    private final String datasetId = "set-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of(
                "instance.id",
                "upload-limits-it",
                "dataset.uploads.max",
                "1",
                "dataset.picture.max.bytes",
                "20000",
                "dataset.records.max",
                "300"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void refusesMoreUploadsThanTheLimitAndGoesOnWhereOneWasCutOff() throws IOException {
        byte[] tar = pictures(40);
        try (Socket slow = new Socket("127.0.0.1", gateway.gateway.port())) {
            OutputStream out = slow.getOutputStream();
            out.write(("POST /v1/datasets/" + datasetId + "/records HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/x-tar\r\nContent-Length: " + tar.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(Arrays.copyOf(tar, tar.length / 2));
            out.flush();
            Awaitility.await().untilAsserted(() -> assertThat(DatasetTopic.read(TestBroker.bootstrap(), datasetId))
                    .hasSizeGreaterThan(10));

            HttpResponse<String> refused = upload(tar);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).getString("code")).isEqualTo("UPLOADS_BUSY");
            assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        }

        Awaitility.await()
                .untilAsserted(() -> assertThat(upload(tar).statusCode()).isEqualTo(200));
        assertThat(json(upload(tar)).getLong("unchanged")).isEqualTo(40);
        assertThat(DatasetTopic.read(TestBroker.bootstrap(), datasetId)).hasSize(40);
    }

    @Test
    void leavesOutPictureFilesThatAreTooLarge() {
        byte[] tar = new Tar()
                .add("large.png", new byte[20_001])
                .add("large.json", "{}")
                .add("small.png", png(1))
                .add("side.png", png(2))
                .add("side.json", new byte[70_000])
                .bytes();

        HttpResponse<String> response = upload(tar);

        assertThat(json(response).getLong("stored")).as(response.body()).isEqualTo(1);
        assertThat(response.body()).contains("PICTURE_TOO_LARGE", "20001 bytes", "BAD_RECORD_JSON");
        HttpResponse<String> single = gateway.send(
                request("/records?recordId=x", "image/png", new byte[20_001]), HttpResponse.BodyHandlers.ofString());
        assertThat(single.statusCode()).isEqualTo(413);
    }

    @Test
    void refusesDataSetsWithMoreRecordsThanItCanRemember() {
        assertThat(upload(pictures(301)).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = upload(pictures(1));

        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(json(refused).getString("code")).isEqualTo("DATASET_TOO_LARGE");
    }

    @Test
    void refusesNamesThatFillMemory() {
        HttpResponse<String> refused = upload(new Tar()
                .add("a.png", png(1))
                .add("b.png", png(2))
                .addLongName(new byte[3_000_000])
                .bytes());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).getString("detail")).contains("header is too long", "1 stored");
    }

    @Test
    void takesTarThatIsLargerThanWhatMayWait() {
        InputStream tar = new java.io.ByteArrayInputStream(junk(30));

        HttpResponse<String> response = gateway.send(
                HttpRequest.newBuilder(gateway.uri("/v1/datasets/" + datasetId + "/records"))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/x-tar")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> tar))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(json(response).getLong("stored")).as(response.body()).isEqualTo(1);
    }

    /** So many MiB that belong to no record, and one picture at the end. */
    private static byte[] junk(int mebibytes) {
        Tar tar = new Tar();
        for (int i = 0; i < mebibytes; i++) {
            tar.add(i + ".bin", new byte[1 << 20]);
        }
        return tar.add("last.png", png(1)).bytes();
    }

    private static byte[] pictures(int count) {
        Tar tar = new Tar();
        for (int i = 0; i < count; i++) {
            tar.add(i + ".png", png(i));
        }
        return tar.bytes();
    }

    private static byte[] png(int seed) {
        byte[] raw = new byte[16 * 16 * 3];
        new Random(seed).nextBytes(raw);
        return ImageCodec.encode(Encoding.PNG, new Pixels(16, 16, 3, raw));
    }

    private HttpResponse<String> upload(byte[] tar) {
        return gateway.send(request("/records", "application/x-tar", tar), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String type, byte[] body) {
        return HttpRequest.newBuilder(gateway.uri("/v1/datasets/" + datasetId + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }
}

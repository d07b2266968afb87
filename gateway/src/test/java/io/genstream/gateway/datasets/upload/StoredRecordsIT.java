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
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is stored of a data set, and the deletion of all that is of one person. */
class StoredRecordsIT {
    private static GatewayFixture gateway;

    private final String datasetId = "set-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(Map.of("instance.id", "stored-records-it"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aWholeSubjectIsDeletedAndNobodyElse() {
        upload(new Tar()
                .add("a1.png", png(1))
                .add("a1.json", "{\"subject\":\"Anna / B\"}")
                .add("b1.png", png(2))
                .add("b1.json", "{\"subject\":\"Bert\",\"split\":\"TEST\"}")
                .add("a2.png", png(3))
                .add("a2.json", "{\"subject\":\"Anna / B\"}")
                .add("nobody.png", png(4))
                .bytes());

        HttpResponse<String> deleted = deleteSubject("Anna / B");

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        assertThat(json(deleted).getInteger("deleted")).isEqualTo(2);
        var stored = DatasetTopic.read(TestBroker.bootstrap(), datasetId);
        assertThat(stored.get("a1")).isEmpty();
        assertThat(stored.get("a2")).isEmpty();
        assertThat(stored.get("b1")).isPresent();
        assertThat(stored.get("nobody")).isPresent();
        assertThat(code(deleteSubject("Anna / B"))).isEqualTo("404 SUBJECT_NOT_FOUND");
        assertThat(records("")).isEqualTo("b1 Bert TEST, nobody null TRAIN, next null");
    }

    @Test
    void listsWhatTheLogHasPageByPage() {
        Tar ten = new Tar();
        for (int i = 0; i < 10; i++) {
            ten.add("sample 0" + i + ".png", png(i));
        }
        upload(ten.bytes());

        assertThat(records("?limit=2&after=sample%2007"))
                .isEqualTo("sample 08 null TRAIN, sample 09 null TRAIN, next sample 09");
        assertThat(records("?subject=nobody")).isEqualTo("next null");
        assertThat(code(gateway.get("/v1/datasets/" + datasetId + "/records?limit=0")))
                .isEqualTo("422 VALIDATION_FAILED");
    }

    @Test
    void aRecordIsDeletedByItsSourceIfNoOtherLayThere() {
        upload(new Tar()
                .add("1.png", png(1))
                .add("1.json", "{\"source\":\"october/a b.png\"}")
                .add("2.png", png(2))
                .add("2.json", "{\"source\":\"twice.png\"}")
                .add("3.png", png(3))
                .add("3.json", "{\"source\":\"twice.png\"}")
                .bytes());
        String path = "/v1/datasets/" + datasetId + "/records/";

        assertThat(records("?name=october%2Fa%20b.png")).isEqualTo("1 null TRAIN, next null");
        assertThat(records("?name=2")).isEqualTo("2 null TRAIN, next null");
        HttpResponse<String> ambiguous = gateway.send("DELETE", path + "twice.png", null);

        assertThat(code(ambiguous)).isEqualTo("409 RECORD_AMBIGUOUS");
        assertThat(json(ambiguous).getString("detail")).contains("2, 3");
        assertThat(gateway.send("DELETE", path + "october%2Fa%20b.png", null).statusCode())
                .isEqualTo(204);
        assertThat(json(gateway.get("/v1/datasets/" + datasetId + "/records"))
                        .getJsonArray("records")
                        .getJsonObject(0)
                        .getString("source"))
                .isEqualTo("twice.png");
        assertThat(records("")).isEqualTo("2 null TRAIN, 3 null TRAIN, next null");
    }

    private String records(String query) {
        JsonObject page = json(gateway.get("/v1/datasets/" + datasetId + "/records" + query));
        StringBuilder text = new StringBuilder();
        for (Object record : page.getJsonArray("records")) {
            JsonObject fields = (JsonObject) record;
            text.append(fields.getString("recordId"))
                    .append(' ')
                    .append(fields.getString("subject"))
                    .append(' ')
                    .append(fields.getString("split"))
                    .append(", ");
        }
        return text.append("next ").append(page.getString("next")).toString();
    }

    private HttpResponse<String> deleteSubject(String subject) {
        String encoded = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        return gateway.send("DELETE", "/v1/datasets/" + datasetId + "/subjects/" + encoded, null);
    }

    private void upload(byte[] tar) {
        HttpRequest request = HttpRequest.newBuilder(gateway.uri("/v1/datasets/" + datasetId + "/records"))
                .header("Content-Type", "application/x-tar")
                .POST(HttpRequest.BodyPublishers.ofByteArray(tar))
                .build();
        HttpResponse<String> response = gateway.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static byte[] png(int level) {
        return ImageCodec.encode(Encoding.PNG, new Pixels(1, 1, 1, new byte[] {(byte) level}));
    }

    private static String code(HttpResponse<String> response) {
        return response.statusCode() + " " + json(response).getString("code");
    }
}
